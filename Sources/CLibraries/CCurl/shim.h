/* The HTTP client library (libcurl). */
#pragma once
#include <curl/curl.h>
