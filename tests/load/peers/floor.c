/* The floor: what the kernel alone costs. One thread, one epoll; a text that comes in is framed once and the
 * same bytes are written to every socket. It knows just enough of WebSocket for the load client, which does
 * not check the accept key, and ends with an error where a real server would have to queue. */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

enum { MOST = 65536, LONGEST = 4096, EVENTS = 512 };

static int here[MOST], place_of[MOST], count;
static char shaken[MOST];

static void fail(const char *what) {
    perror(what);
    exit(1);
}

static void leave(int socket) {
    if (shaken[socket]) {
        here[place_of[socket]] = here[--count];
        place_of[here[count]] = place_of[socket];
    }
    close(socket);
}

static void join(int socket) {
    static const char yes[] =
        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        "Sec-WebSocket-Accept: unchecked\r\n\r\n";
    if (write(socket, yes, sizeof yes - 1) != sizeof yes - 1) fail("handshake");
    shaken[socket] = 1;
    place_of[socket] = count;
    here[count++] = socket;
}

static void say(unsigned char *frame, ssize_t got) {
    unsigned char out[LONGEST + 4] = {0x81};
    int size = frame[1] & 0x7f, body = 2;
    if (size == 126) size = frame[2] << 8 | frame[3], body = 4;
    unsigned char *mask = frame + body, *text = mask + 4;
    if ((frame[0] & 0x0f) != 1 || got < body + 4 + size) return;
    int head = size < 126 ? 2 : 4;
    if (head == 2) out[1] = size;
    else out[1] = 126, out[2] = size >> 8, out[3] = size & 0xff;
    for (int i = 0; i < size; i++) out[head + i] = text[i] ^ mask[i % 4];
    for (int i = 0; i < count; i++)
        if (write(here[i], out, head + size) != head + size) fail("write");
}

int main(int argc, char **argv) {
    int one = 1, listener = socket(AF_INET, SOCK_STREAM, 0), epoll = epoll_create1(0);
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(argc > 1 ? atoi(argv[1]) : 0)};
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
    if (bind(listener, (void *)&address, sizeof address) || listen(listener, 4096)) fail("listen");
    struct epoll_event event = {.events = EPOLLIN, .data.fd = listener}, events[EVENTS];
    epoll_ctl(epoll, EPOLL_CTL_ADD, listener, &event);
    for (;;) {
        int ready = epoll_wait(epoll, events, EVENTS, -1);
        for (int i = 0; i < ready; i++) {
            unsigned char in[LONGEST];
            int socket = events[i].data.fd;
            if (socket == listener) {
                int fresh = accept4(listener, NULL, NULL, SOCK_NONBLOCK);
                if (fresh < 0 || fresh >= MOST) fail("accept");
                setsockopt(fresh, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
                shaken[fresh] = 0;
                event.data.fd = fresh;
                epoll_ctl(epoll, EPOLL_CTL_ADD, fresh, &event);
                continue;
            }
            ssize_t got = read(socket, in, sizeof in);
            if (got <= 0) leave(socket);
            else if (shaken[socket]) say(in, got);
            else join(socket);
        }
    }
}
