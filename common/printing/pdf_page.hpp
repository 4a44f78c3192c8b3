// The pages of one PDF file: where the next line goes, and what is drawn at its top and foot. Made
// by write_pdf for one document; one thread.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <pango/pangocairo.h>

#include "common/printing/document.hpp"

namespace talent::printing {

struct deleter {
    void operator()(cairo_surface_t* one) const { cairo_surface_destroy(one); }
    void operator()(cairo_t* one) const { cairo_destroy(one); }
    void operator()(PangoContext* one) const { g_object_unref(one); }
    void operator()(PangoLayout* one) const { g_object_unref(one); }
    void operator()(PangoFontDescription* one) const { pango_font_description_free(one); }
};
template <class T>
using owned = std::unique_ptr<T, deleter>;

// A4 in points of 1/72 inch, and what stays free.
inline constexpr double page_width = 595.276;
inline constexpr double page_height = 841.890;
inline constexpr double side_margin = 62;
inline constexpr double body_top = 78;
inline constexpr double body_bottom = 766;
inline constexpr double body_width = page_width - 2 * side_margin;

enum class typeface : std::uint8_t { text, strong, title, small };

/// One cell's text, broken into lines.
struct laid_text {
    owned<PangoLayout> layout;
    std::vector<PangoLayoutLine*> lines; // the layout's
    double line_height = 0;
    double width = 0;
    alignment align = alignment::left;
};

class pdf_pages {
  public:
    explicit pdf_pages(document const& of);

    laid_text lay(std::string_view text, typeface face, double width,
                  alignment align = alignment::left) const;

    /// Pages are counted by a first pass that draws nothing.
    void begin_pass(bool drawing);
    void end_pass();

    /// Room for so much, or a new page. True where a page was begun.
    bool make_room(double height);
    void skip(double height) { at_ += height; }
    double left() const { return body_bottom - at_; }
    double at() const { return at_; }
    bool at_top() const { return at_ <= body_top; }
    void new_page();

    void draw_line(laid_text const& text, std::size_t line, double x, double y);
    void draw_rule(double x_from, double x_to, double y, double width);

    std::string take();

  private:
    void begin_page();
    void draw_frame();

    document const& of_;
    std::string bytes_;
    owned<cairo_surface_t> surface_;
    owned<cairo_t> context_;
    owned<PangoContext> text_;
    bool drawing_ = false;
    double at_ = body_top;
    std::size_t page_ = 0;
    std::size_t pages_ = 0; // known after the first pass
};

} // namespace talent::printing
