/*
 * gzip members and zstd frames built by hand, so that tests can bend every
 * byte: one stored block, or runs of one byte.
 */
#ifndef UNIT_INGEST_PACK_HELPER_H
#define UNIT_INGEST_PACK_HELPER_H

#include <stdint.h>
#include <string.h>

#include "base/buf.h"

enum { PACK_BYTES_MAX = 64 << 20, PACK_RUN_BYTES = 128 * 1024 };

static inline void pack_byte(retort_buf *b, unsigned byte)
{
    char c = (char)byte;

    retort_buf_add(b, (retort_span){&c, 1});
}

static inline void pack_le(retort_buf *b, uint64_t v, unsigned bytes)
{
    for (unsigned i = 0; i < bytes; i++)
        pack_byte(b, (unsigned)(v >> (8 * i)) & 0xff);
}

static inline uint32_t pack_crc32(const char *bytes, size_t len)
{
    uint32_t crc = UINT32_MAX;

    for (size_t i = 0; i < len; i++) {
        crc ^= (unsigned char)bytes[i];
        for (int bit = 0; bit < 8; bit++)
            crc = crc >> 1 ^ (crc & 1 ? UINT32_C(0xedb88320) : 0);
    }
    return ~crc;
}

/* Header of a member; flags as in RFC 1952. */
static inline void pack_gzip_header(retort_buf *b, unsigned flags)
{
    pack_le(b, 0x88b1f, 3);
    pack_byte(b, flags);
    pack_le(b, 0, 4); /* time */
    pack_le(b, 0x0300, 2);
}

/* Stored block and trailer; text of up to 65535 bytes. */
static inline void pack_gzip_body(retort_buf *b, const char *text)
{
    size_t len = strlen(text);

    pack_byte(b, 1); /* last block, stored */
    pack_le(b, len, 2);
    pack_le(b, ~(uint64_t)len & 0xffff, 2);
    retort_buf_puts(b, text);
    pack_le(b, pack_crc32(text, len), 4);
    pack_le(b, len, 4);
}

static inline void pack_gzip(retort_buf *b, const char *text)
{
    pack_gzip_header(b, 0);
    pack_gzip_body(b, text);
}

/* 2 MiB of zero bytes in 2067: what deflate does at its best. */
static inline void pack_gzip_bomb(retort_buf *b)
{
    static const unsigned char head[] = {0xed, 0xc1, 0x31, 0x01, 0x00,
                                         0x00, 0x00, 0xc2, 0xa0, 0xf5,
                                         0x4f, 0x6d, 0x0c, 0x1f, 0xa0};
    static const unsigned char tail[] = {0xbe, 0x06, 0x7e, 0x87, 0x89,
                                         0x8d, 0x00, 0x00, 0x20, 0x00};

    pack_gzip_header(b, 0);
    retort_buf_add(b, (retort_span){(const char *)head, sizeof(head)});
    for (int i = 0; i < 2032; i++)
        pack_byte(b, 0);
    retort_buf_add(b, (retort_span){(const char *)tail, sizeof(tail)});
}

/* Frame without a size or checksum: its header, blocks to follow. */
static inline void pack_zstd_header(retort_buf *b)
{
    pack_le(b, 0xfd2fb528, 4);
    pack_byte(b, 0);    /* no single segment, no checksum, no dictionary */
    pack_byte(b, 0x38); /* window of 128 KiB */
}

/* type 0: raw bytes; 1: run of one byte */
static inline void pack_zstd_block(retort_buf *b, bool last, unsigned type,
                                   size_t len)
{
    pack_le(b, (uint64_t)last | type << 1 | (uint64_t)len << 3, 3);
}

static inline void pack_zstd(retort_buf *b, const char *text)
{
    pack_zstd_header(b);
    pack_zstd_block(b, true, 0, strlen(text));
    retort_buf_puts(b, text);
}

/* A frame of `runs` blocks of PACK_RUN_BYTES spaces, four bytes each. */
static inline void pack_zstd_runs(retort_buf *b, size_t runs)
{
    pack_zstd_header(b);
    for (size_t i = 0; i < runs; i++) {
        pack_zstd_block(b, i + 1 == runs, 1, PACK_RUN_BYTES);
        pack_byte(b, ' ');
    }
}

#endif /* UNIT_INGEST_PACK_HELPER_H */
