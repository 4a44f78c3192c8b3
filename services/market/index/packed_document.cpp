#include "services/market/index/packed_document.hpp"

#include <cstring>
#include <stdexcept>
#include <utility>

#include <zdict.h>
#include <zstd.h>

namespace talent::market {
namespace {

constexpr int compression_level = 3;
constexpr std::size_t samples_bytes_max = 2 * 1024 * 1024; // so many are looked at
constexpr std::size_t dictionary_bytes_max = 112 * 1024;
constexpr std::size_t documents_between_samples = 4; // neighbours are often much alike

// What stands for the document's own id and its organisation's in its body, which are random and so
// would take a part of each packed document by themselves. JSON has no such characters.
constexpr char id_mark = '\x01';
constexpr char organisation_mark = '\x02';

// Every member but those that a packed document has as they are, once: what is written is read in
// the same order.
template <class Document, class Visit>
void visit_members(Document& one, Visit visit) {
    visit(one.shown);
    visit(one.body); // nearly the same text: it costs little behind the other
    visit(one.title);
    visit(one.published_at);
    visit(one.regions);
    visit(one.occupation);
    visit(one.industry);
    visit(one.skills);
    visit(one.education);
    visit(one.experience_years);
    visit(one.headcount);
    visit(one.employments);
    visit(one.category);
    visit(one.stage);
    visit(one.method);
    visit(one.progress);
    visit(one.pay_min);
    visit(one.pay_max);
    visit(one.skills_required);
    visit(one.skills_preferred);
    visit(one.skills_verified);
    visit(one.education_verified);
    visit(one.experience_verified);
    visit(one.available_from);
    visit(one.personalised_ranking);
}

class member_writer {
  public:
    template <class T>
    requires std::is_trivially_copyable_v<T>
    void operator()(T const& value) {
        made_.append(reinterpret_cast<char const*>(&value), sizeof value);
    }
    void operator()(std::string const& text) {
        (*this)(static_cast<std::uint32_t>(text.size()));
        made_.append(text);
    }
    template <class T>
    void operator()(std::vector<T> const& list) {
        (*this)(static_cast<std::uint32_t>(list.size()));
        for (auto const& each : list)
            (*this)(each);
    }

    std::string take() { return std::move(made_); }

  private:
    std::string made_;
};

class member_reader {
  public:
    explicit member_reader(std::string_view from) : left_(from) {}

    template <class T>
    requires std::is_trivially_copyable_v<T>
    void operator()(T& value) { std::memcpy(&value, take(sizeof value).data(), sizeof value); }
    void operator()(std::string& text) { text = take(read_size()); }
    template <class T>
    void operator()(std::vector<T>& list) {
        list.resize(read_size());
        for (auto& each : list)
            (*this)(each);
    }

  private:
    std::uint32_t read_size() {
        std::uint32_t size = 0;
        (*this)(size);
        return size;
    }
    std::string_view take(std::size_t bytes) {
        if (bytes > left_.size()) throw std::runtime_error("a packed document is damaged");
        auto const taken = left_.substr(0, bytes);
        left_.remove_prefix(bytes);
        return taken;
    }

    std::string_view left_;
};

void replace_all(std::string& text, std::string_view what, std::string_view by) {
    for (auto at = text.find(what); at != text.npos; at = text.find(what, at + by.size()))
        text.replace(at, what.size(), by);
}

bool has_marks(std::string const& text) {
    return text.find(id_mark) != text.npos || text.find(organisation_mark) != text.npos;
}

std::string plain_of(document const& one) {
    member_writer writer;
    bool const marked = !has_marks(one.shown);
    writer(marked);
    visit_members(one, [&](auto const& member) {
        if constexpr (std::is_same_v<decltype(member), std::string const&>) {
            if (marked && &member == &one.shown) {
                auto shown = one.shown;
                replace_all(shown, to_string(one.id), {&id_mark, 1});
                replace_all(shown, to_string(one.organisation), {&organisation_mark, 1});
                return writer(shown);
            }
        }
        writer(member);
    });
    return writer.take();
}

void read_plain(std::string_view plain, document& into) {
    member_reader reader(plain);
    bool marked = false;
    reader(marked);
    visit_members(into, [&reader](auto& member) { reader(member); });
    if (!marked) return;
    replace_all(into.shown, {&id_mark, 1}, to_string(into.id));
    replace_all(into.shown, {&organisation_mark, 1}, to_string(into.organisation));
}

struct context_ends {
    void operator()(ZSTD_CCtx* one) const { ZSTD_freeCCtx(one); }
    void operator()(ZSTD_DCtx* one) const { ZSTD_freeDCtx(one); }
    void operator()(ZSTD_CDict* one) const { ZSTD_freeCDict(one); }
    void operator()(ZSTD_DDict* one) const { ZSTD_freeDDict(one); }
};

ZSTD_CCtx* packing_context() {
    thread_local std::unique_ptr<ZSTD_CCtx, context_ends> const own(ZSTD_createCCtx());
    return own.get();
}
ZSTD_DCtx* unpacking_context() {
    thread_local std::unique_ptr<ZSTD_DCtx, context_ends> const own(ZSTD_createDCtx());
    return own.get();
}

} // namespace

struct packing_dictionary::tables {
    std::unique_ptr<ZSTD_CDict, context_ends> to_pack;
    std::unique_ptr<ZSTD_DDict, context_ends> to_unpack;
};

// With the statistics of the samples in it, a packed document need not bring its own: it is
// shorter, and unpacked in half the time.
packing_dictionary::packing_dictionary(std::string const& samples,
                                       std::vector<std::size_t> const& sizes)
    : tables_(std::make_unique<tables>()) {
    std::string made(dictionary_bytes_max, '\0');
    auto const bytes = ZDICT_trainFromBuffer(made.data(), made.size(), samples.data(), sizes.data(),
                                             static_cast<unsigned>(sizes.size()));
    made =
        ZDICT_isError(bytes) != 0 ? samples.substr(0, dictionary_bytes_max) : made.substr(0, bytes);
    tables_->to_pack.reset(ZSTD_createCDict(made.data(), made.size(), compression_level));
    tables_->to_unpack.reset(ZSTD_createDDict(made.data(), made.size()));
}

packing_dictionary::~packing_dictionary() = default;

packed_document::packed_document(document const& one, packing_dictionary const* dictionary)
    : id_(one.id),
      organisation_(one.organisation),
      version_(one.version),
      end_(one.expires_at.value_or(no_end)),
      dictionary_(dictionary),
      kind_(one.kind),
      scoped_(one.scoped) {}

packed_pointer packed_document::make(document const& one, packing_dictionary const* dictionary) {
    auto const plain = plain_of(one);
    std::string packed(ZSTD_compressBound(plain.size()), '\0');
    auto const bytes = dictionary == nullptr
                           ? ZSTD_compressCCtx(packing_context(), packed.data(), packed.size(),
                                               plain.data(), plain.size(), compression_level)
                           : ZSTD_compress_usingCDict(packing_context(), packed.data(),
                                                      packed.size(), plain.data(), plain.size(),
                                                      dictionary->tables_->to_pack.get());
    if (ZSTD_isError(bytes) != 0) throw std::runtime_error("a document was not packed");
    void* const memory = ::operator new(sizeof(packed_document) + bytes);
    auto* const made = new (memory) packed_document(one, dictionary);
    made->plain_bytes_ = static_cast<std::uint32_t>(plain.size());
    made->packed_bytes_ = static_cast<std::uint32_t>(bytes);
    std::memcpy(reinterpret_cast<char*>(made + 1), packed.data(), bytes);
    return packed_pointer(made);
}

void intrusive_ptr_add_ref(packed_document const* one) noexcept {
    one->holders_.fetch_add(1, std::memory_order_relaxed);
}

void intrusive_ptr_release(packed_document const* one) noexcept {
    if (one->holders_.fetch_sub(1, std::memory_order_acq_rel) != 1) return;
    auto* const last = const_cast<packed_document*>(one);
    last->~packed_document();
    ::operator delete(last);
}

std::shared_ptr<document const> packed_document::unpack() const {
    std::string plain(plain_bytes_, '\0');
    auto const bytes =
        dictionary_ == nullptr
            ? ZSTD_decompressDCtx(unpacking_context(), plain.data(), plain.size(), packed(),
                                  packed_bytes_)
            : ZSTD_decompress_usingDDict(unpacking_context(), plain.data(), plain.size(), packed(),
                                         packed_bytes_, dictionary_->tables_->to_unpack.get());
    if (bytes != plain.size()) throw std::runtime_error("a packed document is damaged");
    auto made = std::make_shared<document>();
    made->kind = kind_;
    made->id = id_;
    made->version = version_;
    made->organisation = organisation_;
    if (end_ != no_end) made->expires_at = end_;
    made->scoped = scoped_;
    read_plain(plain, *made);
    return made;
}

void document_packer::take_sample(document const& one) {
    std::unique_lock lock(mutex_);
    if (is_sampled_ || seen_++ % documents_between_samples != 0) return;
    auto const plain = plain_of(one);
    samples_.append(plain);
    sample_sizes_.push_back(plain.size());
    if (samples_.size() < samples_bytes_max) return;
    is_sampled_ = true;
    auto const samples = std::exchange(samples_, {});
    auto const sizes = std::exchange(sample_sizes_, {});
    lock.unlock(); // it takes some tenths of a second, and the others need not wait
    made_ = std::make_unique<packing_dictionary>(samples, sizes);
    dictionary_.store(made_.get(), std::memory_order_release);
}

packed_pointer document_packer::pack(document const& one) {
    auto const* const dictionary = dictionary_.load(std::memory_order_acquire);
    if (dictionary == nullptr) take_sample(one);
    return packed_document::make(one, dictionary_.load(std::memory_order_acquire));
}

} // namespace talent::market
