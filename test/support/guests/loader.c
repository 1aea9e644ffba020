#include "guest.h"

// Loads the item whose id stands after "load": and says how long its JSON is.
IMPORT("trovato:plugin/items@0.1.0", "load")
void items_load(const u8 *id, u32 length, string_result *result);

static u8 out[4096];

EXPORT("item-view")
void *item_view(const u8 *input, u32 length) {
  static const char key[] = "\"load\":\"";
  const u32 n = sizeof key - 1;
  for (u32 i = 0; i + n + 36 <= length; i++) {
    u32 j = 0;
    while (j < n && input[i + j] == (u8)key[j]) j++;
    if (j < n) continue;
    string_result item;
    items_load(input + i + n, 36, &item);
    if (item.failed) break;
    u32 at = put(out, 0, "{\"#type\":\"text\",\"#value\":\"", 26);
    at = put(out, at, item.length > 4000 ? "long" : "short", item.length > 4000 ? 4 : 5);
    return say(out, put(out, at, "\"}", 2));
  }
  said = (answer){0, 0, 0, 0};
  return &said;
}
