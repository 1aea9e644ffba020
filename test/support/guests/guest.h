// What a component in C needs: the canonical ABI by hand, and no library.
typedef unsigned char u8;
typedef unsigned int u32;
typedef long long s64;

#define EXPORT(name) __attribute__((export_name(name)))
#define IMPORT(module, name) __attribute__((import_module(module), import_name(name)))

// What is allocated for a call is given up after it.
#ifndef ARENA
#define ARENA (1 << 18)
#endif
static u8 arena[ARENA] __attribute__((aligned(16)));
static u32 used;

EXPORT("cabi_realloc")
void *cabi_realloc(void *old, u32 old_size, u32 align, u32 size) {
  used = (used + align - 1) & -align;
  if (used + size > sizeof arena) __builtin_trap();
  void *at = arena + used;
  used += size;
  return at;
}

EXPORT("cabi_post_item-view")
void cabi_post_item_view(void *answer) { used = 0; }

// result<option<string>, string>
typedef struct {
  u32 failed;
  u32 some;
  const void *text;
  u32 length;
} answer;
typedef struct {
  u32 failed;
  const void *text;
  u32 length;
} failure;

static answer said;

static void *say(const void *text, u32 length) {
  said = (answer){0, 1, text, length};
  return &said;
}

static u32 length_of(const char *text) {
  u32 length = 0;
  while (text[length]) length++;
  return length;
}

static u32 put(u8 *out, u32 at, const void *text, u32 length) {
  for (u32 i = 0; i < length; i++) out[at + i] = ((const u8 *)text)[i];
  return at + length;
}

static u32 put_number(u8 *out, u32 at, u32 number) {
  u8 digits[10];
  u32 count = 0;
  do digits[count++] = '0' + number % 10;
  while (number /= 10);
  while (count > 0) out[at++] = digits[--count];
  return at;
}

static int has(const u8 *text, u32 length, const char *word) {
  u32 n = length_of(word);
  for (u32 i = 0; i + n <= length; i++) {
    u32 j = 0;
    while (j < n && text[i + j] == (u8)word[j]) j++;
    if (j == n) return 1;
  }
  return 0;
}

// The number after a key, or 0.
static u32 number_after(const char *key, const u8 *text, u32 length) {
  const u32 n = length_of(key);
  for (u32 i = 0; i + n < length; i++) {
    u32 j = 0;
    while (j < n && text[i + j] == (u8)key[j]) j++;
    if (j < n) continue;
    u32 number = 0;
    for (i += j; i < length && text[i] >= '0' && text[i] <= '9'; i++)
      number = number * 10 + (text[i] - '0');
    return number;
  }
  return 0;
}

// result<option<string>, refusal> and result<string, refusal> of item-api
typedef struct {
  u32 failed;
  u32 some;
  const u8 *text;
  u32 length;
} text_result;
typedef struct {
  u32 failed;
  const u8 *text;
  u32 length;
  u32 unused;
} string_result;

IMPORT("trovato:plugin/item-api@0.1.0", "title")
void item_title(u32 item, string_result *result);
IMPORT("trovato:plugin/item-api@0.1.0", "get-string")
void item_get_string(u32 item, const char *field, u32 length, text_result *result);
