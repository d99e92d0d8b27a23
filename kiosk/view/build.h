// What the builders of the screens share. Private to view/.
#ifndef PP_VIEW_BUILD_H
#define PP_VIEW_BUILD_H

#include "view/view.h"

struct pp_build {
    struct pp_view *view;
    const struct pp_view_source *source;
    const struct pp_step *step; // the one shown
};

// The words at a path of the language pack, with {place} and {host} filled in.
const char *pp_build_words(const struct pp_build *build, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

// The same, "" when the pack leaves it out.
const char *pp_build_words_if(const struct pp_build *build, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

// `text` with one place filled in.
const char *pp_build_fill(const struct pp_build *build, const char *text, const char *name,
                          const char *value);

// Adds a control behind the others; label, spoken, icon and so on are "" and can be set after.
// Never NULL: when there is no room left, the last one is taken again.
struct pp_control *pp_build_add(const struct pp_build *build, enum pp_role role,
                                enum pp_region region, struct pp_meaning meaning,
                                const char *id_format, ...) __attribute__((format(printf, 5, 6)));

// Adds a button with the words of `controls.ID`, when its meaning is allowed now; else NULL.
struct pp_control *pp_build_button(const struct pp_build *build, enum pp_region region,
                                   enum pp_input_type type, const char *id);

// Adds an option of `step` (by index) as a tile or as a button of the bar.
struct pp_control *pp_build_option(const struct pp_build *build, const struct pp_step *step,
                                   uint8_t index, uint8_t number);

// Adds a read-only line with a pictogram.
struct pp_control *pp_build_fact(const struct pp_build *build, const char *id, const char *icon,
                                 const char *label, const char *spoken);

// Adds a line to a card.
void pp_build_line(struct pp_control *control, const char *icon, const char *text, bool strong,
                   bool faint);

// What a meaning is called ("option.alone", "back") and how its control looks: used to ask back
// and to say what was understood. `step` is the step the meaning belongs to. The icon may be "".
void pp_build_describe(const struct pp_build *build, uint8_t step, struct pp_meaning meaning,
                       char id[48], const char **label, const char **icon, const char **tint);

// Whether what a meaning stands for is nobody else's business: it is not said back aloud.
bool pp_build_is_quiet(const struct pp_view_source *source, uint8_t step,
                       struct pp_meaning meaning);

// The step under the confirm screen.
uint8_t pp_build_asked_step(const struct pp_view_source *source);

// Control id of a meaning that is a fixed control or command, or NULL.
const char *pp_build_control_id(enum pp_input_type type);

// The present page's share of `count` things: from *first to before *end.
void pp_build_page(const struct pp_build *build, uint8_t count, uint8_t room, uint8_t *first,
                   uint8_t *end);

// The screens.
void pp_build_start(const struct pp_build *build);
void pp_build_question(const struct pp_build *build);
void pp_build_results(const struct pp_build *build);
void pp_build_detail(const struct pp_build *build);
void pp_build_urgent(const struct pp_build *build);
void pp_build_confirm(const struct pp_build *build);
void pp_build_language(const struct pp_build *build);
void pp_build_settings(const struct pp_build *build);
void pp_build_timeout(const struct pp_build *build);

#endif
