#include "common/printing/pdf.hpp"

#include <algorithm>
#include <mutex>

#include "common/printing/pdf_page.hpp"

namespace talent::printing {
namespace {

constexpr double block_gap = 7;
constexpr double heading_gap = 12;
constexpr double cell_padding = 4;
constexpr double row_padding = 2.5;
constexpr double label_share = 0.24;
constexpr double thin = 0.4;
constexpr std::size_t lines_with_heading = 3; // a heading is not left alone at a page's end

/// Cells beside each other that break over pages line by line, and where each begins.
struct laid_row {
    std::vector<laid_text> cells;
    std::vector<double> places;
    bool ruled = false;

    std::size_t lines() const {
        std::size_t most = 0;
        for (auto const& cell : cells)
            most = std::max(most, cell.lines.size());
        return most;
    }
    double line_height() const {
        double most = 0;
        for (auto const& cell : cells)
            most = std::max(most, cell.line_height);
        return most;
    }
};

laid_row row_of(pdf_pages const& pages, std::vector<column> const& columns,
                std::vector<std::string> const& texts, typeface face) {
    double total = 0;
    for (auto const& each : columns)
        total += each.share;
    laid_row made{.cells = {}, .places = {}, .ruled = true};
    double x = side_margin;
    for (std::size_t i = 0; i < columns.size(); ++i) {
        double const width = body_width * columns[i].share / total;
        made.places.push_back(x + cell_padding);
        made.cells.push_back(pages.lay(i < texts.size() ? texts[i] : std::string(), face,
                                       width - 2 * cell_padding, columns[i].align));
        x += width;
    }
    return made;
}

/// The row, or as much of it as fits before each page's end; `head` is repeated on each page.
void place_row(pdf_pages& pages, laid_row const& row, laid_row const* head) {
    auto const count = row.lines();
    auto const height = row.line_height();
    // A short row stays whole; one of many lines breaks.
    constexpr std::size_t kept_together = 6;
    double const needed =
        static_cast<double>(std::min(count, kept_together)) * height + 2 * row_padding;
    bool begun = pages.make_room(needed);
    for (std::size_t line = 0; line < count;) {
        if (begun && head != nullptr) place_row(pages, *head, nullptr);
        pages.skip(row.ruled ? row_padding : 0);
        auto const room = static_cast<std::size_t>(
            std::max(1.0, (pages.left() - (row.ruled ? row_padding : 0)) / height));
        auto const end = std::min(count, line + room);
        for (; line < end; ++line) {
            for (std::size_t i = 0; i < row.cells.size(); ++i)
                pages.draw_line(row.cells[i], line, row.places[i], pages.at());
            pages.skip(height);
        }
        pages.skip(row.ruled ? row_padding : 0);
        if (row.ruled) pages.draw_rule(side_margin, side_margin + body_width, pages.at(), thin);
        begun = line < count;
        if (begun) pages.new_page();
    }
}

void place_text(pdf_pages& pages, std::string const& text, typeface face) {
    laid_row row{.cells = {}, .places = {side_margin}, .ruled = false};
    row.cells.push_back(pages.lay(text, face, body_width));
    place_row(pages, row, nullptr);
}

void place(pdf_pages& pages, heading const& one) {
    auto const text = pages.lay(one.text, typeface::strong, body_width);
    if (!pages.at_top()) pages.skip(heading_gap);
    pages.make_room(static_cast<double>(text.lines.size() + lines_with_heading) * text.line_height);
    place_text(pages, one.text, typeface::strong);
}

void place(pdf_pages& pages, paragraph const& one) {
    place_text(pages, one.text, typeface::text);
    pages.skip(block_gap);
}

void place(pdf_pages& pages, facts const& one) {
    std::vector<column> const columns{{.title = {}, .share = label_share},
                                      {.title = {}, .share = 1 - label_share}};
    for (auto const& [label, value] : one.rows)
        place_row(pages, row_of(pages, columns, {label, value}, typeface::text), nullptr);
    pages.skip(block_gap);
}

void place(pdf_pages& pages, table const& one) {
    std::vector<std::string> titles;
    for (auto const& each : one.columns)
        titles.push_back(each.title);
    auto const head = row_of(pages, one.columns, titles, typeface::strong);
    place_row(pages, head, nullptr);
    for (auto const& each : one.rows)
        place_row(pages, row_of(pages, one.columns, each, typeface::text), &head);
    pages.skip(block_gap);
}

void place_all(pdf_pages& pages, document const& one) {
    place_text(pages, one.title, typeface::title);
    pages.skip(block_gap);
    for (auto const& each : one.blocks)
        std::visit([&](auto const& block) { place(pages, block); }, each);
}

void append(std::string& to, std::string_view part) {
    to.append(std::to_string(part.size())).append(":").append(part);
}

void append_block(std::string& to, heading const& one) {
    append(to, one.text);
}
void append_block(std::string& to, paragraph const& one) {
    append(to, one.text);
}
void append_block(std::string& to, facts const& one) {
    for (auto const& [label, value] : one.rows) {
        append(to, label);
        append(to, value);
    }
}
void append_block(std::string& to, table const& one) {
    for (auto const& each : one.columns)
        append(to, each.title);
    for (auto const& row : one.rows) {
        for (auto const& cell : row)
            append(to, cell);
    }
}

} // namespace

std::string text_of(document const& one) {
    std::string made;
    append(made, one.title);
    append(made, one.top_left);
    append(made, one.top_right);
    for (auto const& each : one.foot)
        append(made, each);
    append(made, std::to_string(to_milliseconds(one.dated)));
    for (auto const& each : one.blocks) {
        append(made, std::to_string(each.index()));
        std::visit([&](auto const& block) { append_block(made, block); }, each);
    }
    return made;
}

std::string write_pdf(document const& one) {
    // The fonts are shared, and Pango's objects belong to one thread at a time.
    static std::mutex pen;
    std::lock_guard const lock(pen);
    pdf_pages pages(one);
    for (bool const drawing : {false, true}) {
        pages.begin_pass(drawing);
        place_all(pages, one);
        pages.end_pass();
    }
    return pages.take();
}

} // namespace talent::printing
