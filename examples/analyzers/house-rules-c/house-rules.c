// The rules of the house, as an analyzer for crossfoot. `contract/analyzer.h`
// explains every field.

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "analyzer.h"
#include "attempts_short.h"

// The names of the bindings are long.
#define T(name) exports_crossfoot_analyzer_analysis_##name##_t
#define ERROR EXPORTS_CROSSFOOT_ANALYZER_ANALYSIS_SEVERITY_ERROR
#define HOLDS EXPORTS_CROSSFOOT_ANALYZER_ANALYSIS_STATUS_HOLDS
#define CONTRADICTED EXPORTS_CROSSFOOT_ANALYZER_ANALYSIS_STATUS_CONTRADICTED
#define UNDECIDED EXPORTS_CROSSFOOT_ANALYZER_ANALYSIS_STATUS_UNDECIDED
#define FINDINGS EXPORTS_CROSSFOOT_ANALYZER_ANALYSIS_DETAIL_FINDINGS

enum { FIELD = 16, KEY = 17 };
enum { COUNT = 0, ALONE = 0 };
enum { NO_LOW = 4, NO_HIGH = 8, HEDGED = 16 };

typedef struct {
  const uint8_t *start;
  size_t length;
} text;

static text text_of(const T(report) * report, T(span) span) {
  return (text){report->source.ptr + span.start, span.end - span.start};
}

static bool is_one_of(uint8_t byte, const char *bytes) {
  for (; *bytes; bytes++)
    if (byte == (uint8_t)*bytes) return true;
  return false;
}

static text trimmed(text t, const char *marks) {
  while (t.length && is_one_of(t.start[0], marks)) t.start++, t.length--;
  while (t.length && is_one_of(t.start[t.length - 1], marks)) t.length--;
  return t;
}

static text last_word(text t) {
  t = trimmed(t, " \t\r\n");
  size_t at = t.length;
  while (at && !is_one_of(t.start[at - 1], " \t\r\n")) at--;
  return (text){t.start + at, t.length - at};
}

static bool is_attempts(text t) {
  const char *word = "attempts";
  size_t length = strlen(word);
  if (t.length != length && t.length != length - 1) return false;
  for (size_t i = 0; i < t.length; i++)
    if ((t.start[i] | 0x20) != (uint8_t)word[i]) return false;
  return true;
}

// `2 attempts`, or the value of a field `Attempts: 2`.
static bool counts_attempts(const T(report) * report, const T(quantity) * quantity) {
  if (quantity->class_ != COUNT || quantity->role != ALONE) return false;
  if (is_attempts(last_word(text_of(report, quantity->noun)))) return true;
  const T(node) *nodes = report->nodes.ptr;
  uint32_t node = quantity->node;
  while (node && nodes[node].kind != FIELD) node = nodes[node].parent;
  if (!node) return false;
  for (size_t i = node + 1; i < report->nodes.len; i++)
    if (nodes[i].kind == KEY && nodes[i].parent == node) return is_attempts(trimmed(text_of(report, nodes[i].at), "*_: "));
  return false;
}

// A count is exactly itself; "2+" has no upper end, and "about 2" decides nothing.
static uint8_t judge(const T(quantity) * quantity, int64_t least) {
  if (quantity->flags & HEDGED || quantity->exponent > 0) return UNDECIDED;
  for (int32_t e = quantity->exponent; e < 0; e++) {
    if (least > INT64_MAX / 10 || least < INT64_MIN / 10) return UNDECIDED;
    least *= 10;
  }
  if (!(quantity->flags & NO_LOW) && quantity->low >= least) return HOLDS;
  if (!(quantity->flags & NO_HIGH) && quantity->high < least) return CONTRADICTED;
  return UNDECIDED;
}

// --- what is said ------------------------------------------------------------

static analyzer_string_t string(const char *s) {
  analyzer_string_t made;
  analyzer_string_dup(&made, s);
  return made;
}

static size_t put(uint8_t *to, size_t at, const void *from, size_t length) {
  memcpy(to + at, from, length);
  return at + length;
}

static size_t put_number(uint8_t *to, size_t at, int64_t number) {
  char digits[20];
  size_t length = 0;
  uint64_t rest = number < 0 ? 0 - (uint64_t)number : (uint64_t)number;
  do digits[sizeof digits - ++length] = (char)('0' + rest % 10);
  while (rest /= 10);
  if (number < 0) at = put(to, at, "-", 1);
  return put(to, at, digits + sizeof digits - length, length);
}

// The printed number, some words, the least number, and some more words.
static analyzer_string_t sentence(text printed, const char *middle, int64_t least, const char *end) {
  uint8_t *to = malloc(printed.length + strlen(middle) + strlen(end) + 21);
  if (!to) abort();
  size_t at = put(to, 0, printed.start, printed.length);
  at = put(to, at, middle, strlen(middle));
  at = put_number(to, at, least);
  at = put(to, at, end, strlen(end));
  return (analyzer_string_t){to, at};
}

void exports_crossfoot_analyzer_analysis_describe(T(manifest) * ret) {
  T(rule) *rule = malloc(sizeof *rule);
  T(declaration) *setting = malloc(sizeof *setting);
  if (!rule || !setting) abort();
  *rule = (T(rule)){string("HOUSE101"), string("attempts-short"), ERROR, string(EXPLANATION)};
  *setting = (T(declaration)){
      .name = string("attempts"),
      .default_ = {.tag = EXPORTS_CROSSFOOT_ANALYZER_ANALYSIS_VALUE_NUMBER, .val = {.number = 3}},
      .explanation = string("The least number of attempts that a round must report."),
  };
  *ret = (T(manifest)){string("house-rules"), string("0.1.0"), {rule, 1}, {setting, 1}};
}

void exports_crossfoot_analyzer_analysis_inspect(T(report) * report, T(settings) * settings, T(inspection) * ret) {
  // There is one setting, and the host hands over one value for each.
  int64_t least = settings->values.len ? settings->values.ptr[0].value.val.number : 3;
  *ret = (T(inspection)){0};
  ret->entries.ptr = malloc(report->quantities.len * sizeof *ret->entries.ptr);
  if (!ret->entries.ptr) abort();
  for (uint32_t i = 0; i < report->quantities.len; i++) {
    const T(quantity) *quantity = &report->quantities.ptr[i];
    if (!counts_attempts(report, quantity)) continue;
    uint8_t status = judge(quantity, least);
    if (settings->detail == FINDINGS && status == HOLDS) {
      ret->unlisted.holds++;
      continue;
    }
    if (settings->detail == FINDINGS && status == UNDECIDED) {
      ret->unlisted.undecided++;
      continue;
    }
    text printed = text_of(report, quantity->at);
    T(operand) *operand = malloc(sizeof *operand);
    if (!operand) abort();
    *operand = (T(operand)){.quantity = {true, i}, .at = quantity->at, .role = string("attempts")};
    ret->entries.ptr[ret->entries.len++] = (T(entry)){
        .rule = 0,
        .status = status,
        .finding = {status == CONTRADICTED, ERROR},
        .at = quantity->at,
        .message = sentence(printed, " where the house asks for at least ", least, " attempts"),
        .operands = {operand, 1},
        .claim = sentence(printed, " attempts, at least ", least, ""),
    };
  }
}

// Nothing is said across reports.
void exports_crossfoot_analyzer_analysis_conclude(T(list_report_note) * notes, T(settings) * settings,
                                                  T(conclusion) * ret) {
  (void)notes, (void)settings;
  *ret = (T(conclusion)){0};
}
