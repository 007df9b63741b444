/**
 * @file run/screen_words.h
 * Copies of a roster model's strings: a result outlives the roster.
 */
#ifndef RUN_SCREEN_WORDS_H
#define RUN_SCREEN_WORDS_H

/** One a roster model; they live in the result. */
typedef struct retort_screen_words {
    const char *name;
    const char *vendor;
    const char *lineage;
    const char *relation;
    const char *released;
} retort_screen_words;

#endif /* RUN_SCREEN_WORDS_H */
