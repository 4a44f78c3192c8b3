// What suppliers ask about the demonstration's tenders that take bids, and what is answered.
#include <algorithm>
#include <array>

#include "services/talentctl/demo/tenders_story.hpp"

namespace talent::demo {
namespace {

using std::chrono::hours;

struct exchange {
    std::string_view question;
    std::string_view answer; // empty: it waits for one
};

constexpr hours asked_after{9}; // the publication
constexpr hours answered_after{20};
constexpr hours left_before{20}; // the story's end
constexpr std::array exchanges{
    exchange{"项目团队成员是否可以由联合体成员单位的人员组成？",
             "可以，联合体协议中应写明各方人员与分工。"},
    exchange{"服务期内的人员社保证明以投标截止日前几个月的为准？", ""},
};

bool takes_questions(tender_fate fate) {
    return fate == tender_fate::announced || fate == tender_fate::bidding;
}

} // namespace

void tenders_story::add_questions(timeline& story, shared_purchase const& one) const {
    if (!takes_questions(one->fate)) return;
    auto const askers = bidders_for(*one);
    for (std::size_t i = 0; i < exchanges.size(); ++i) {
        auto const& each = exchanges[i];
        // A tender published in the story's last hours does not exist for its bidders before.
        auto const first_asked = *one->tender.published_at + asked_after;
        auto const when =
            each.answer.empty() ? std::max(story.end() - left_before, first_asked) : first_asked;
        story.add(when, [this, &story, &each, one,
                         asker = askers[i % askers.size()]](performer& stage) {
            auto const asked = stage.act(asker->who, [&](journal::unit_of_work& unit) {
                return questions_.ask(unit, one->tender.id, {.text = std::string(each.question)});
            });
            if (each.answer.empty()) return;
            story.add(stage.now() + answered_after, [this, &each, one, asked](performer& later) {
                later.act(one->buyer->who, [&](journal::unit_of_work& unit) {
                    return questions_.answer(unit, asked.id, asked.version,
                                             std::string(each.answer));
                });
            });
        });
    }
}

} // namespace talent::demo
