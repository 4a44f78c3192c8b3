#include <stdexcept>

#include "services/market/index/partition.hpp"

// How documents become what the partition takes in, one by one or many at once.

namespace talent::market {
namespace {

void append(parted_text more, parted_text& to) {
    to.runs.append(more.runs);
    for (auto& word : more.words)
        to.words.push_back(std::move(word));
}

void add_words(std::vector<std::string> const& all, slot number, batch_words& to) {
    for (auto const& one : all)
        to.add(one, number);
}

void add_grams(std::u32string_view runs, slot number, batch_numbers& to) {
    for_each_gram(runs, [&](gram one) { to.add(one, number); });
}

void add_phantoms(std::u32string_view runs, slot number, batch_numbers& to) {
    for (auto const one : phantoms_of(runs))
        to.add(one, number);
}

void add_text(document const& one, slot number, prepared_batch& to) {
    auto text = part_text(one.title);
    add_words(text.words, number, to.title_words);
    add_grams(text.runs, number, to.title_grams);
    add_phantoms(text.runs, number, to.title_phantoms);
    append(part_text(one.body), text);
    add_words(text.words, number, to.words);
    add_grams(text.runs, number, to.grams);
    add_phantoms(text.runs, number, to.phantoms);
}

} // namespace

text_of_document::text_of_document(document const& one) {
    auto parts = part_text(one.title);
    phantoms_of_title = phantoms_of(parts.runs);
    title = terms_of(parts);
    append(part_text(one.body), parts);
    phantoms = phantoms_of(parts.runs);
    whole = terms_of(std::move(parts));
}

prepared_batch partition::prepare_all(std::vector<document> all) {
    prepared_batch made;
    made.documents.reserve(all.size());
    for (auto& one : all) {
        add_text(one, static_cast<slot>(made.documents.size()), made);
        owned_profile numbers(one, codes_);
        auto packed = packer_.pack(one);
        made.documents.push_back({std::move(packed), std::move(one), std::move(numbers)});
    }
    made.title_words.group();
    made.words.group();
    for (auto* each : {&made.title_grams, &made.grams, &made.title_phantoms, &made.phantoms})
        each->group();
    return made;
}

void partition::put_all(prepared_batch batch) {
    auto const lock = lock_for_writing();
    auto const first = static_cast<slot>(documents_.size());
    for (auto& one : batch.documents) {
        if (find(one.content.id)) throw std::logic_error("a document is in its partition already");
        put_numbers(std::move(one), append_slot());
    }
    title_text_.append(batch.title_words, batch.title_grams, first);
    text_.append(batch.words, batch.grams, first);
    title_phantoms_.append(batch.title_phantoms, first);
    phantoms_.append(batch.phantoms, first);
}

} // namespace talent::market
