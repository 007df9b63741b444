#include "base/philox.h"

#include <stdbool.h>

#include "base/bytes.h"

enum { ROUNDS = 10 };

static const uint32_t MULTIPLIER_0 = 0xd2511f53;
static const uint32_t MULTIPLIER_1 = 0xcd9e8d57;
static const uint32_t WEYL_0 = 0x9e3779b9; /* golden ratio */
static const uint32_t WEYL_1 = 0xbb67ae85; /* sqrt(3) - 1 */

static retort_philox one_round(retort_philox c, uint32_t key_0, uint32_t key_1)
{
    uint64_t a = (uint64_t)MULTIPLIER_0 * c.word[0];
    uint64_t b = (uint64_t)MULTIPLIER_1 * c.word[2];

    return (retort_philox){
        {(uint32_t)(b >> 32) ^ c.word[1] ^ key_0, (uint32_t)b,
         (uint32_t)(a >> 32) ^ c.word[3] ^ key_1, (uint32_t)a}};
}

retort_philox retort_philox_block(retort_philox counter, const uint32_t key[2])
{
    uint32_t key_0 = key[0];
    uint32_t key_1 = key[1];

    for (int i = 0; i < ROUNDS; i++) {
        counter = one_round(counter, key_0, key_1);
        key_0 += WEYL_0;
        key_1 += WEYL_1;
    }
    return counter;
}

/*
 * Of the words whose product with limit has the same upper half, the first ones
 * have a lower half below limit. Rejecting those below 2^32 mod limit leaves
 * the same number of words to each upper half.
 */
static bool is_one_too_many(uint64_t product, uint32_t limit)
{
    uint32_t low = (uint32_t)product;

    return low < limit && low < (0 - limit) % limit;
}

uint32_t retort_philox_below(uint64_t seed, uint64_t stream, uint64_t i,
                             uint32_t limit)
{
    const uint32_t key[2] = {(uint32_t)seed, (uint32_t)(seed >> 32)};
    const uint64_t at = i / RETORT_PHILOX_WORDS;
    retort_philox block = {{(uint32_t)at, (uint32_t)(at >> 32),
                            (uint32_t)stream, (uint32_t)(stream >> 32)}};
    uint64_t product;

    do {
        block = retort_philox_block(block, key);
        product = (uint64_t)block.word[i % RETORT_PHILOX_WORDS] * limit;
    } while (is_one_too_many(product, limit));
    return (uint32_t)(product >> 32);
}

uint64_t retort_philox_seed(const unsigned char digest[32])
{
    return retort_get_le(digest, 8);
}
