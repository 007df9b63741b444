/*
 * The rows of docs/stylometry.md and our own word and phrase lists. They are
 * part of the rule version: order, names and rules change only with it.
 */
#include "features/stylometry_table.h"

#define PER(over, under, scale)                                                \
    RETORT_TALLY_##over, RETORT_TALLY_##under, (scale)
#define SHARE(over, under) PER(over, under, 1000000)
#define MEAN(over, under)  PER(over, under, 1000)
#define COUNT(over)        PER(over, ONE, 1)
#define PUNCT(c)           RETORT_TALLY_PUNCT + (c), RETORT_TALLY_WORDS, 1000000
#define MARK(mark, under, scale)                                               \
    RETORT_TALLY_MARKS + RETORT_MARK_##mark, RETORT_TALLY_##under, (scale)

const retort_style_row retort_style_rows[] = {
    {{"characters", "characters", "count"}, COUNT(CHARACTERS)},
    {{"words", "words", "count"}, COUNT(WORDS)},
    {{"sentences", "sentences", "count"}, COUNT(SENTENCES)},
    {{"lines", "lines that are not blank", "count"}, COUNT(LINES)},
    {{"paragraphs", "paragraphs", "count"}, COUNT(PARAGRAPHS)},
    {{"word_characters", "mean characters of a word", "thousandths"},
     MEAN(WORD_CHARACTERS, WORDS)},
    {{"words_short", "words of up to 3 characters", "millionths"},
     SHARE(WORDS_SHORT, WORDS)},
    {{"words_long", "words of 7 and more characters", "millionths"},
     SHARE(WORDS_LONG, WORDS)},
    {{"words_very_long", "words of 12 and more characters", "millionths"},
     SHARE(WORDS_VERY_LONG, WORDS)},
    {{"words_per_sentence", "mean words of a sentence", "thousandths"},
     MEAN(WORDS, SENTENCES)},
    {{"sentence_step", "mean change of length from sentence to sentence",
      "thousandths"},
     MEAN(SENTENCE_STEPS, SENTENCE_PAIRS)},
    {{"sentence_longest", "words of the longest sentence", "count"},
     COUNT(SENTENCE_LONGEST)},
    {{"sentences_short", "sentences of up to 8 words", "millionths"},
     SHARE(SENTENCES_SHORT, SENTENCES)},
    {{"sentences_long", "sentences of 25 and more words", "millionths"},
     SHARE(SENTENCES_LONG, SENTENCES)},
    {{"words_per_line", "mean words of a line", "thousandths"},
     MEAN(WORDS, LINES)},
    {{"words_per_paragraph", "mean words of a paragraph", "thousandths"},
     MEAN(WORDS, PARAGRAPHS)},
    {{"distinct_words", "distinct words", "millionths"},
     SHARE(DISTINCT, WINDOW)},
    {{"hapax_words", "words that stand once", "millionths"},
     SHARE(HAPAX, WINDOW)},
    {{"yule", "repetition (Yule)", "millionths"}, SHARE(YULE, SQUARED)},
    {{"syllables_per_word", "mean syllables of a word", "thousandths"},
     MEAN(SYLLABLES, WORDS)},
    {{"flesch", "Flesch reading ease", "thousandths"}, COUNT(FLESCH)},
    {{"ari", "automated readability index", "thousandths"}, COUNT(ARI)},
    {{"lix", "LIX", "thousandths"}, COUNT(LIX)},
    {{"commas", "commas", "millionths"}, PUNCT(',')},
    {{"full_stops", "full stops", "millionths"}, PUNCT('.')},
    {{"colons", "colons", "millionths"}, PUNCT(':')},
    {{"semicolons", "semicolons", "millionths"}, PUNCT(';')},
    {{"question_marks", "question marks", "millionths"}, PUNCT('?')},
    {{"exclamation_marks", "exclamation marks", "millionths"}, PUNCT('!')},
    {{"parentheses", "opening parentheses", "millionths"}, PUNCT('(')},
    {{"slashes", "slashes", "millionths"}, PUNCT('/')},
    {{"backticks", "backticks", "millionths"}, PUNCT('`')},
    {{"em_dashes", "em dashes", "millionths"}, SHARE(EM_DASH, WORDS)},
    {{"en_dashes", "en dashes", "millionths"}, SHARE(EN_DASH, WORDS)},
    {{"straight_quotes", "straight quotes and apostrophes", "millionths"},
     SHARE(STRAIGHT, WORDS)},
    {{"curly_quotes", "curly quotes and apostrophes", "millionths"},
     SHARE(CURLY, WORDS)},
    {{"ellipses", "ellipses", "millionths"}, SHARE(ELLIPSIS, WORDS)},
    {{"numbers", "numbers", "millionths"}, SHARE(NUMBERS, WORDS)},
    {{"digits", "digits", "millionths"}, SHARE(DIGITS, CHARACTERS)},
    {{"upper_case", "upper-case letters", "millionths"}, SHARE(UPPER, LETTERS)},
    {{"non_ascii", "characters outside ASCII", "millionths"},
     SHARE(NON_ASCII, CHARACTERS)},
    {{"emoji", "emoji", "count"}, COUNT(EMOJI)},
    {{"headings", "heading lines", "millionths"}, SHARE(HEADINGS, LINES)},
    {{"bullets", "bullet lines", "millionths"}, SHARE(BULLETS, LINES)},
    {{"items", "numbered lines", "millionths"}, SHARE(ITEMS, LINES)},
    {{"list_lines", "list lines", "millionths"}, SHARE(LIST_LINES, LINES)},
    {{"table_rows", "table rows", "millionths"}, SHARE(TABLE_ROWS, LINES)},
    {{"bold_marks", "bold marks", "millionths"}, SHARE(BOLD_MARKS, LINES)},
    {{"fences", "fences", "count"}, COUNT(FENCES)},
    {{"code_lines", "lines of fenced code", "millionths"},
     SHARE(CODE_LINES, LINES)},
    {{"blank_lines", "blank lines", "millionths"}, SHARE(BLANK_LINES, LINES)},
    {{"colon_lines", "lines that end in a colon", "millionths"},
     SHARE(COLON_LINES, LINES)},
    {{"closed_class", "closed-class words", "millionths"},
     MARK(CLOSED, WORDS, 1000000)},
    {{"contractions", "contractions", "millionths"},
     MARK(CONTRACTION, WORDS, 1000000)},
    {{"first_person", "I and its forms", "millionths"},
     MARK(FIRST, WORDS, 1000000)},
    {{"first_plural", "we and its forms", "millionths"},
     MARK(PLURAL, WORDS, 1000000)},
    {{"second_person", "you and its forms", "millionths"},
     MARK(SECOND, WORDS, 1000000)},
    {{"hedges", "hedges", "millionths"}, MARK(HEDGE, WORDS, 1000000)},
    {{"boosters", "boosters", "millionths"}, MARK(BOOSTER, WORDS, 1000000)},
    {{"negations", "negations", "millionths"}, MARK(NEGATION, WORDS, 1000000)},
    {{"modals", "modal verbs", "millionths"}, MARK(MODAL, WORDS, 1000000)},
    {{"passives", "passive-like verbs", "millionths"},
     SHARE(PASSIVES, SENTENCES)},
    {{"openers", "discourse openers", "millionths"}, SHARE(OPENERS, SENTENCES)},
    {{"apologies", "words of apology", "count"}, MARK(APOLOGY, ONE, 1)},
    {{"refusals", "phrases of refusal", "count"}, COUNT(REFUSALS)},
    {{"as_an_ai", "speaking as an AI", "count"}, COUNT(AS_AN_AI)},
    {{"greeting", "opens with a greeting or assent", "count"}, COUNT(GREETING)},
    {{"closing_offers", "offers of more help", "count"}, COUNT(OFFERS)},
    {{"ends_asking", "ends with a question", "count"}, COUNT(ENDS_ASKING)},
};

const size_t retort_style_row_count =
    sizeof(retort_style_rows) / sizeof(retort_style_rows[0]);

const retort_style_list retort_style_lists[] = {
    {RETORT_MARK_FIRST, "i me my mine myself i'm i've i'll i'd"},
    {RETORT_MARK_PLURAL,
     "we us our ours ourselves we're we've we'll we'd let's"},
    {RETORT_MARK_SECOND,
     "you your yours yourself yourselves you're you've you'll you'd"},
    {RETORT_MARK_HEDGE,
     "perhaps maybe possibly probably likely unlikely potentially presumably "
     "apparently arguably may might could seem seems seemed appear appears "
     "suggest suggests tend tends roughly approximately generally typically "
     "usually often sometimes occasionally somewhat relatively fairly mostly "
     "largely"},
    {RETORT_MARK_BOOSTER,
     "very really truly indeed certainly definitely absolutely clearly "
     "obviously undoubtedly extremely highly incredibly completely totally "
     "entirely fully always never especially particularly significantly "
     "greatly essential crucial vital"},
    {RETORT_MARK_NEGATION,
     "not no never none nothing nobody nowhere neither nor cannot can't "
     "couldn't won't wouldn't shouldn't mustn't mightn't needn't shan't don't "
     "doesn't didn't isn't aren't wasn't weren't hasn't haven't hadn't ain't"},
    {RETORT_MARK_MODAL,
     "can could may might must shall should will would ought cannot can't "
     "couldn't won't wouldn't shouldn't mustn't mightn't shan't could've "
     "should've would've"},
    {RETORT_MARK_APOLOGY,
     "sorry apologize apologise apologizes apologising apologizing apology "
     "apologies"},
    {RETORT_MARK_BE, "am is are was were be been being"},
    {RETORT_MARK_OPENER,
     "however additionally furthermore moreover therefore thus hence "
     "consequently accordingly overall ultimately finally lastly firstly "
     "secondly thirdly first second third next then also besides similarly "
     "likewise conversely alternatively instead meanwhile nevertheless "
     "nonetheless importantly notably specifically"},
    {RETORT_MARK_GREETING,
     "hello hi hey greetings welcome thanks sure certainly absolutely "
     "definitely great yes okay ok"},
};

const size_t retort_style_list_count =
    sizeof(retort_style_lists) / sizeof(retort_style_lists[0]);

const retort_style_phrase retort_style_phrases[] = {
    {"after all", RETORT_TALLY_OPENERS},
    {"as a language model", RETORT_TALLY_AS_AN_AI},
    {"as a large language model", RETORT_TALLY_AS_AN_AI},
    {"as a result", RETORT_TALLY_OPENERS},
    {"as an ai", RETORT_TALLY_AS_AN_AI},
    {"as an artificial intelligence", RETORT_TALLY_AS_AN_AI},
    {"do not hesitate", RETORT_TALLY_OFFERS},
    {"don't hesitate", RETORT_TALLY_OFFERS},
    {"feel free", RETORT_TALLY_OFFERS},
    {"for example", RETORT_TALLY_OPENERS},
    {"for instance", RETORT_TALLY_OPENERS},
    {"glad to help", RETORT_TALLY_OFFERS},
    {"good morning", RETORT_TALLY_GREETING},
    {"good question", RETORT_TALLY_GREETING},
    {"happy to help", RETORT_TALLY_OFFERS},
    {"here to help", RETORT_TALLY_OFFERS},
    {"hope that helps", RETORT_TALLY_OFFERS},
    {"hope this helps", RETORT_TALLY_OFFERS},
    {"i am a language model", RETORT_TALLY_AS_AN_AI},
    {"i am a large language model", RETORT_TALLY_AS_AN_AI},
    {"i am an ai", RETORT_TALLY_AS_AN_AI},
    {"i am not able", RETORT_TALLY_REFUSALS},
    {"i am not comfortable", RETORT_TALLY_REFUSALS},
    {"i am unable", RETORT_TALLY_REFUSALS},
    {"i can't", RETORT_TALLY_REFUSALS},
    {"i cannot", RETORT_TALLY_REFUSALS},
    {"i do not have access", RETORT_TALLY_REFUSALS},
    {"i do not have personal", RETORT_TALLY_REFUSALS},
    {"i don't have access", RETORT_TALLY_REFUSALS},
    {"i don't have personal", RETORT_TALLY_REFUSALS},
    {"i must decline", RETORT_TALLY_REFUSALS},
    {"i will not", RETORT_TALLY_REFUSALS},
    {"i won't", RETORT_TALLY_REFUSALS},
    {"i'm a language model", RETORT_TALLY_AS_AN_AI},
    {"i'm a large language model", RETORT_TALLY_AS_AN_AI},
    {"i'm an ai", RETORT_TALLY_AS_AN_AI},
    {"i'm just an ai", RETORT_TALLY_AS_AN_AI},
    {"i'm not able", RETORT_TALLY_REFUSALS},
    {"i'm not comfortable", RETORT_TALLY_REFUSALS},
    {"i'm unable", RETORT_TALLY_REFUSALS},
    {"if you have any", RETORT_TALLY_OFFERS},
    {"if you need", RETORT_TALLY_OFFERS},
    {"if you'd like", RETORT_TALLY_OFFERS},
    {"in addition", RETORT_TALLY_OPENERS},
    {"in conclusion", RETORT_TALLY_OPENERS},
    {"in contrast", RETORT_TALLY_OPENERS},
    {"in other words", RETORT_TALLY_OPENERS},
    {"in short", RETORT_TALLY_OPENERS},
    {"in summary", RETORT_TALLY_OPENERS},
    {"let me know", RETORT_TALLY_OFFERS},
    {"of course", RETORT_TALLY_GREETING},
    {"on the other hand", RETORT_TALLY_OPENERS},
    {"thank you", RETORT_TALLY_GREETING},
    {"that said", RETORT_TALLY_OPENERS},
    {"to sum up", RETORT_TALLY_OPENERS},
    {"to summarize", RETORT_TALLY_OPENERS},
    {"want me to", RETORT_TALLY_OFFERS},
    {"would you like", RETORT_TALLY_OFFERS},
};

const size_t retort_style_phrase_count =
    sizeof(retort_style_phrases) / sizeof(retort_style_phrases[0]);
