#include "services/clocks/icalendar.hpp"

#include <algorithm>

namespace talent::clocks {
namespace {

bool continues_character(char c) {
    return (static_cast<unsigned char>(c) & 0xc0) == 0x80;
}

// 20261122T012345Z
std::string utc(instant at) {
    auto const text = format_instant(at);
    std::string made;
    for (char const c : text.substr(0, text.find('.'))) {
        if (c != '-' && c != ':') made.push_back(c);
    }
    return made + "Z";
}

std::string uid_of(running_clock const& one) {
    return one.object_type + "-" + to_string(one.object_id) + "-" + one.rule + "-" +
           std::to_string(to_milliseconds(one.start)) + "-" + to_string(one.organisation_id) +
           "@talentd";
}

std::string alarm_of(running_clock const& one) {
    auto const ahead =
        std::min<std::chrono::milliseconds>((one.due - one.start) / 4, std::chrono::hours{24});
    auto const seconds = std::chrono::duration_cast<std::chrono::seconds>(ahead).count();
    return "-PT" + std::to_string(seconds) + "S";
}

} // namespace

std::string escape_text(std::string_view text) {
    std::string made;
    for (char const c : text) {
        if (c == '\\' || c == ';' || c == ',') {
            made.push_back('\\');
            made.push_back(c);
        } else if (c == '\n') {
            made += "\\n";
        } else if (c == '\t' || static_cast<unsigned char>(c) >= 0x20) {
            if (c != '\x7f') made.push_back(c);
        }
    }
    return made;
}

std::string fold_line(std::string_view line) {
    std::string made;
    std::size_t room = line_octets_max;
    while (line.size() > room) {
        auto cut = room;
        while (cut > 0 && continues_character(line[cut]))
            --cut;
        made.append(line.substr(0, cut)).append("\r\n ");
        line.remove_prefix(cut);
        room = line_octets_max - 1; // the space counts
    }
    return made.append(line).append("\r\n");
}

std::string write_icalendar(std::span<running_clock const> clocks, instant now) {
    std::string made;
    auto const line = [&](std::string const& text) { made += fold_line(text); };
    line("BEGIN:VCALENDAR");
    line("VERSION:2.0");
    line("PRODID:-//talentd//running clocks//EN");
    line("CALSCALE:GREGORIAN");
    line("METHOD:PUBLISH");
    line("X-WR-CALNAME:talentd");
    line("X-WR-TIMEZONE:Asia/Shanghai");
    for (auto const& one : clocks) {
        auto const name = one.rule + ": " + one.title + (one.provisional ? " (provisional)" : "");
        line("BEGIN:VEVENT");
        line("UID:" + uid_of(one));
        line("SEQUENCE:" + std::to_string(one.version - 1));
        line("DTSTAMP:" + utc(now));
        line("DTSTART:" + utc(one.due));
        line("DURATION:PT0S");
        line("SUMMARY:" + escape_text(name));
        line("DESCRIPTION:" +
             escape_text("Since " + format_instant(one.start) + " (" + one.start_event +
                         "), due before " + format_instant(one.due) + "."));
        line(std::string("STATUS:") + (one.provisional ? "TENTATIVE" : "CONFIRMED"));
        line("TRANSP:TRANSPARENT");
        line("CATEGORIES:" + escape_text(one.object_type));
        line("X-TALENT-RULE:" + escape_text(one.rule));
        line("X-TALENT-OBJECT:" + escape_text(one.object_type + "/" + to_string(one.object_id)));
        line("X-TALENT-CALENDAR:" + escape_text(one.calendar_version));
        line("BEGIN:VALARM");
        line("ACTION:DISPLAY");
        line("DESCRIPTION:" + escape_text(name));
        line("TRIGGER:" + alarm_of(one));
        line("END:VALARM");
        line("END:VEVENT");
    }
    line("END:VCALENDAR");
    return made;
}

} // namespace talent::clocks
