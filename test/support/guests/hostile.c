#include "guest.h"

// Does what it is told to, one bad thing at a time.
static u32 times;
static volatile u32 sink;

#ifdef ENDLESS_START
EXPORT("_initialize") void initialize(void) {
  for (;;) sink++;
}
#endif

static u32 deeper(volatile u32 *up) {
  volatile u32 here[64];
  here[0] = *up + 1;
  return deeper(here) + here[0];
}

static void *fail(const char *text) {
  static failure failed;
  failed = (failure){1, text, length_of(text)};
  return &failed;
}

EXPORT("item-view")
void *item_view(const u8 *input, u32 length) {
  static u8 big[1 << 20];
  static char number[] = "\"0\"";
  static const u8 broken[] = {'"', 0xff, 0xfe, '"'};
#define TOLD(what) has(input, length, "\"do\":\"" what "\"")
  if (TOLD("loop")) for (;;) sink++;
  if (TOLD("trap")) __builtin_trap();
  if (TOLD("recurse")) { sink = 0; return (void *)deeper(&sink); }
  if (TOLD("memory")) for (;;) {
    u32 page = __builtin_wasm_memory_grow(0, 16);
    if (page == (u32)-1) __builtin_trap();
    *(volatile u8 *)(page << 16) = 1;
  }
  if (TOLD("grow")) { __builtin_wasm_memory_grow(0, 1); return say("\"grown\"", 7); }
  if (TOLD("long answer")) return say(big, 100 * 1024 * 1024);
  if (TOLD("bad utf-8")) return say(broken, sizeof broken);
  if (TOLD("bad text")) return say((void *)0xfffffff0, 100);
  if (TOLD("bad answer")) return (void *)0xfffffff0;
  if (TOLD("unaligned")) return (u8 *)&said + 1;
  if (TOLD("bad case")) { said.failed = 7; return &said; }
  if (TOLD("no json")) return say("nonsense", 8);
  if (TOLD("bad argument")) {
    text_result result;
    item_get_string(1, (const char *)0xfffffff0, 100, &result);
    return say("\"survived\"", 10);
  }
  if (TOLD("long argument")) {
    text_result result;
    item_get_string(1, (const char *)big, 0x7fffffff, &result);
    return say("\"survived\"", 10);
  }
  if (TOLD("bad result place")) {
    item_get_string(1, "body", 4, (text_result *)0xfffffff0);
    return say("\"survived\"", 10);
  }
  if (TOLD("ask for ever")) for (;;) {
    text_result result;
    used = 0;
    item_get_string(1, "body", 4, &result);
  }
  if (TOLD("fail")) return fail("I do not want to");
  // What is left of earlier calls.
  number[1] = '0' + ++times;
  return say(number, 3);
}
