/* The embedded HTTP/1.1 server (GNU libmicrohttpd). */
#pragma once
#include <stdarg.h>
#include <stdint.h>
#include <sys/socket.h>
#include <microhttpd.h>
