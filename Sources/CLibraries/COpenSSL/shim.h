/* Digests, HMAC and randomness of OpenSSL 3 (libcrypto). */
#pragma once
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/rand.h>
