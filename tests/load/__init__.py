"""How much Suara carries, measured on one machine: `suara bench`, which is `python -m tests.load`.

```
suara bench                              a quick round of everything
suara bench --full                       every size, to 10,000 browsers; needs 20,000 open files
suara bench fan-out --browsers 5000      one scenario, one size; --no-peers for Suara alone
suara bench --report                     .bench/report.html, from the JSON that every run leaves there
```

Peers beside it come with `uv sync --group bench`, `apt-get install nginx libnginx-mod-nchan` and any C
compiler; one that is not there is named, and the rest runs. Linux only: it takes epoll and /proc.
"""
