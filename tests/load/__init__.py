"""Measures how much Suara carries on one machine: `suara bench`, which is `python -m tests.load`.

```
suara bench                              a quick round of everything
suara bench --full                       every size, to 10,000 browsers; needs 20,000 open files
suara bench fan-out --browsers 5000      one scenario, one size; --no-peers for Suara alone
suara bench visits --beside ../before    this checkout and another one in turn, and the ratio of their costs
suara bench --report                     .bench/report.html, from the JSON that every run leaves there
```

A checkout beside needs an environment of its own in `.venv`: `uv sync --no-dev` there. Other servers with
the same task come with `uv sync --group bench`, `apt-get install nginx libnginx-mod-nchan` and a C compiler;
one that is missing is named, and the rest runs. Linux only: it takes epoll and /proc.
"""
