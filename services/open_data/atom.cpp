#include "services/open_data/atom.hpp"

namespace talent::open_data {
namespace {

constexpr std::string_view replacement = "\xEF\xBF\xBD"; // U+FFFD

// Char of XML 1.0 has of the C0 controls only these; of what UTF-8 can write it lacks U+FFFE and
// U+FFFF besides.
bool is_refused_control(unsigned char byte) {
    return byte < 0x20 && byte != '\t' && byte != '\n' && byte != '\r';
}

bool is_noncharacter(std::string_view three) {
    return three == "\xEF\xBF\xBE" || three == "\xEF\xBF\xBF";
}

void element(std::string& to, std::string_view name, std::string_view content) {
    to.append("<").append(name).append(">").append(xml_text(content));
    to.append("</").append(name).append(">\n");
}

void link(std::string& to, std::string_view relation, std::string_view type,
          std::string_view address) {
    to.append("<link rel=\"").append(relation).append("\" type=\"").append(type);
    to.append("\" href=\"").append(xml_text(address)).append("\"/>\n");
}

void entry(std::string& to, packager const& by, store::kept_release const& notice) {
    auto const address = by.release_address(notice.id);
    to.append("<entry>\n");
    element(to, "id", address);
    element(to, "title", notice.title);
    element(to, "updated", format_instant(notice.date));
    element(to, "published", format_instant(notice.date));
    to.append("<category term=\"").append(xml_text(notice.notice)).append("\"/>\n");
    link(to, "alternate", "application/json", address);
    link(to, "related", "application/json",
         by.address_of("/v1/ocds/records/" + std::string(notice.ocid)));
    element(to, "summary", notice.notice + ": " + notice.title);
    to.append("</entry>\n");
}

} // namespace

std::string xml_text(std::string_view written) {
    std::string made;
    for (std::size_t i = 0; i < written.size(); ++i) {
        auto const byte = static_cast<unsigned char>(written[i]);
        if (is_refused_control(byte)) {
            made.append(replacement);
        } else if (is_noncharacter(written.substr(i, 3))) {
            made.append(replacement);
            i += 2;
        } else if (byte == '&') {
            made.append("&amp;");
        } else if (byte == '<') {
            made.append("&lt;");
        } else if (byte == '>') {
            made.append("&gt;");
        } else if (byte == '"') {
            made.append("&quot;");
        } else if (byte == '\r') {
            made.append("&#13;");
        } else {
            made.push_back(written[i]);
        }
    }
    return made;
}

std::string atom_feed(packager const& by, feed_address const& where,
                      std::span<store::kept_release const> notices) {
    std::string to =
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
        "<feed xmlns=\"http://www.w3.org/2005/Atom\">\n";
    element(to, "id", by.address_of("/v1/notices.atom?region=" + where.region));
    element(to, "title", "Procurement notices of " + where.region);
    element(to, "updated", format_instant(notices.empty() ? instant{} : notices.front().date));
    to.append("<author>");
    element(to, "name", by.settings().publisher_name);
    to.append("</author>\n");
    link(to, "self", "application/atom+xml", by.address_of(where.self));
    if (!where.next.empty()) link(to, "next", "application/atom+xml", by.address_of(where.next));
    for (auto const& each : notices)
        entry(to, by, each);
    return to.append("</feed>\n");
}

} // namespace talent::open_data
