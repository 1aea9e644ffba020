#include "guest.h"

// Three reads of the item, and an element: what the benchmark measures.
static u8 out[4096];

EXPORT("item-view")
void *item_view(const u8 *input, u32 length) {
  u32 handle = number_after("\"handle\":", input, length);
  u32 reads = number_after("\"reads\":", input, length);
  string_result title;
  text_result place, body;
  for (u32 before = used; reads > 0; reads--) {
    item_get_string(handle, "place", 5, &place);
    used = before;
  }
  item_title(handle, &title);
  item_get_string(handle, "place", 5, &place);
  item_get_string(handle, "body", 4, &body);
  u32 at = put(out, 0, "{\"#type\":\"text\",\"#value\":\"", 26);
  if (!title.failed) at = put(out, at, title.text, title.length);
  at = put(out, at, ", ", 2);
  if (!place.failed && place.some) at = put(out, at, place.text, place.length);
  at = put(out, at, "\"}", 2);
  return say(out, at);
}
