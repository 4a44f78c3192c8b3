#include "common/printing/pdf_page.hpp"

#include <cairo-pdf.h>

#include <algorithm>
#include <cstdio>
#include <stdexcept>

#include "common/printing/pdf.hpp"

namespace talent::printing {
namespace {

struct face_definition {
    char const* font; // the fonts are Debian's fonts-noto-cjk
    double spacing;   // line height, of the size
};
face_definition const& definition_of(typeface face) {
    static constexpr face_definition text{"Noto Serif CJK SC 10.5", 1.65};
    static constexpr face_definition strong{"Noto Sans CJK SC Bold 11", 1.7};
    static constexpr face_definition title{"Noto Sans CJK SC Bold 17", 1.6};
    static constexpr face_definition small{"Noto Serif CJK SC 8", 1.4};
    switch (face) {
        case typeface::strong:
            return strong;
        case typeface::title:
            return title;
        case typeface::small:
            return small;
        case typeface::text:
            break;
    }
    return text;
}

constexpr double top_line = 52;
constexpr double foot_line = 774;
constexpr double thin = 0.5;

/// "2026-01-31T09:00:00Z", the form that Cairo reads; it leaves out a date in any other.
std::string written_date(instant at) {
    auto const seconds = std::chrono::floor<std::chrono::seconds>(at);
    auto const day = std::chrono::floor<std::chrono::days>(seconds);
    std::chrono::year_month_day const parts(day);
    std::chrono::hh_mm_ss const time(seconds - day);
    char text[32];
    std::snprintf(text, sizeof text, "%04d-%02u-%02uT%02d:%02d:%02dZ",
                  static_cast<int>(parts.year()), static_cast<unsigned>(parts.month()),
                  static_cast<unsigned>(parts.day()), static_cast<int>(time.hours().count()),
                  static_cast<int>(time.minutes().count()),
                  static_cast<int>(time.seconds().count()));
    return text;
}

cairo_status_t append_bytes(void* to, unsigned char const* data, unsigned int length) {
    static_cast<std::string*>(to)->append(reinterpret_cast<char const*>(data), length);
    return CAIRO_STATUS_SUCCESS;
}

/// Knows the machine's fonts, which takes a while to find out: made once, and used by one document
/// at a time.
PangoFontMap* fonts() {
    static PangoFontMap* const found = pango_cairo_font_map_new();
    return found;
}

} // namespace

pdf_pages::pdf_pages(document const& of)
    : of_(of),
      surface_(
          cairo_pdf_surface_create_for_stream(&append_bytes, &bytes_, page_width, page_height)),
      context_(cairo_create(surface_.get())),
      text_(pango_font_map_create_context(fonts())) {
    pango_context_set_language(text_.get(), pango_language_from_string("zh-cn"));
    pango_cairo_update_context(context_.get(), text_.get());
    auto const dated = written_date(of.dated);
    auto* const file = surface_.get();
    cairo_pdf_surface_restrict_to_version(file, CAIRO_PDF_VERSION_1_5);
    cairo_pdf_surface_set_metadata(file, CAIRO_PDF_METADATA_TITLE, of.title.c_str());
    cairo_pdf_surface_set_metadata(file, CAIRO_PDF_METADATA_CREATE_DATE, dated.c_str());
    cairo_pdf_surface_set_metadata(file, CAIRO_PDF_METADATA_MOD_DATE, dated.c_str());
}

laid_text pdf_pages::lay(std::string_view text, typeface face, double width,
                         alignment align) const {
    auto const& definition = definition_of(face);
    laid_text made{.layout = owned<PangoLayout>(pango_layout_new(text_.get())),
                   .width = width,
                   .align = align};
    owned<PangoFontDescription> const font(pango_font_description_from_string(definition.font));
    auto* const layout = made.layout.get();
    pango_layout_set_font_description(layout, font.get());
    pango_layout_set_width(layout, static_cast<int>(width * PANGO_SCALE));
    pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR);
    pango_layout_set_auto_dir(layout, FALSE);
    pango_layout_set_text(layout, text.data(), static_cast<int>(text.size()));
    made.line_height =
        definition.spacing * pango_font_description_get_size(font.get()) / PANGO_SCALE;
    for (int i = 0; i < pango_layout_get_line_count(layout); ++i)
        made.lines.push_back(pango_layout_get_line_readonly(layout, i));
    return made;
}

void pdf_pages::begin_pass(bool drawing) {
    drawing_ = drawing;
    page_ = 0;
    begin_page();
}

void pdf_pages::end_pass() {
    pages_ = page_;
    if (!drawing_) return;
    cairo_show_page(context_.get());
    cairo_surface_finish(surface_.get());
    auto const status = cairo_surface_status(surface_.get());
    if (status != CAIRO_STATUS_SUCCESS) throw std::runtime_error(cairo_status_to_string(status));
}

void pdf_pages::begin_page() {
    if (++page_ > pages_max) throw std::runtime_error("a document has too many pages");
    at_ = body_top;
    draw_frame();
}

void pdf_pages::new_page() {
    if (drawing_) cairo_show_page(context_.get());
    begin_page();
}

bool pdf_pages::make_room(double height) {
    if (height <= left() || at_top()) return false;
    new_page();
    return true;
}

void pdf_pages::draw_frame() {
    if (!drawing_) return;
    constexpr double half = body_width / 2;
    auto const top = lay(of_.top_left, typeface::small, body_width * 3 / 4);
    auto const version = lay(of_.top_right, typeface::small, half, alignment::right);
    draw_line(top, 0, side_margin, top_line);
    draw_line(version, 0, side_margin + half, top_line);
    draw_rule(side_margin, side_margin + body_width, top_line + 1.4 * top.line_height, thin);
    draw_rule(side_margin, side_margin + body_width, foot_line, thin);
    double y = foot_line + 4;
    for (auto const& each : of_.foot) {
        auto const line = lay(each, typeface::small, body_width);
        draw_line(line, 0, side_margin, y);
        y += line.line_height;
    }
    auto const number =
        lay("第 " + std::to_string(page_) + " 页 共 " + std::to_string(pages_) + " 页",
            typeface::small, body_width, alignment::right);
    draw_line(number, 0, side_margin, y);
}

void pdf_pages::draw_line(laid_text const& text, std::size_t line, double x, double y) {
    if (!drawing_ || line >= text.lines.size()) return;
    auto* const one = text.lines[line];
    PangoRectangle extents;
    pango_layout_line_get_extents(one, nullptr, &extents);
    double const width = static_cast<double>(extents.width) / PANGO_SCALE;
    double const height = static_cast<double>(extents.height) / PANGO_SCALE;
    double const ascent = -static_cast<double>(extents.y) / PANGO_SCALE;
    double const shift = text.align == alignment::right ? std::max(0.0, text.width - width) : 0;
    cairo_move_to(context_.get(), x + shift, y + (text.line_height - height) / 2 + ascent);
    pango_cairo_show_layout_line(context_.get(), one);
}

void pdf_pages::draw_rule(double x_from, double x_to, double y, double width) {
    if (!drawing_) return;
    cairo_set_line_width(context_.get(), width);
    cairo_move_to(context_.get(), x_from, y);
    cairo_line_to(context_.get(), x_to, y);
    cairo_stroke(context_.get());
}

std::string pdf_pages::take() {
    return std::move(bytes_);
}

} // namespace talent::printing
