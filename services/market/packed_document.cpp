#include "services/market/packed_document.hpp"

#include <cstring>
#include <stdexcept>

#include <zdict.h>
#include <zstd.h>

namespace talent::market {
namespace {

constexpr int compression_level = 3;
constexpr std::size_t samples_bytes_max = 192 * 1024; // so many are looked at
constexpr std::size_t dictionary_bytes_max = 64 * 1024;
constexpr std::size_t documents_between_samples = 4; // neighbours are often much alike

// Every member, once: what is written is read in the same order.
template <class Document, class Visit>
void visit_members(Document& one, Visit visit) {
    visit(one.shown);
    visit(one.body); // nearly the same text: it costs little behind the other
    visit(one.title);
    visit(one.kind);
    visit(one.id);
    visit(one.version);
    visit(one.organisation);
    visit(one.published_at);
    visit(one.expires_at);
    visit(one.regions);
    visit(one.scoped);
    visit(one.occupation);
    visit(one.industry);
    visit(one.skills);
    visit(one.education);
    visit(one.experience_years);
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

std::string plain_of(document const& one) {
    member_writer writer;
    visit_members(one, [&writer](auto const& member) { writer(member); });
    return writer.take();
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
    auto const content = samples.size() / 4; // the rest only counts
    ZDICT_params_t const settings{compression_level, 0, 0};
    auto const bytes =
        ZDICT_finalizeDictionary(made.data(), made.size(), samples.data(), content, samples.data(),
                                 sizes.data(), static_cast<unsigned>(sizes.size()), settings);
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
      expires_at_(one.expires_at),
      dictionary_(dictionary),
      kind_(one.kind),
      scoped_(one.scoped) {
    auto const plain = plain_of(one);
    std::string packed(ZSTD_compressBound(plain.size()), '\0');
    auto const bytes = dictionary == nullptr
                           ? ZSTD_compressCCtx(packing_context(), packed.data(), packed.size(),
                                               plain.data(), plain.size(), compression_level)
                           : ZSTD_compress_usingCDict(packing_context(), packed.data(),
                                                      packed.size(), plain.data(), plain.size(),
                                                      dictionary->tables_->to_pack.get());
    if (ZSTD_isError(bytes) != 0) throw std::runtime_error("a document was not packed");
    plain_bytes_ = static_cast<std::uint32_t>(plain.size());
    packed_bytes_ = static_cast<std::uint32_t>(bytes);
    packed_ = std::make_unique<char[]>(bytes);
    std::memcpy(packed_.get(), packed.data(), bytes);
}

std::shared_ptr<document const> packed_document::unpack() const {
    std::string plain(plain_bytes_, '\0');
    auto const bytes = dictionary_ == nullptr
                           ? ZSTD_decompressDCtx(unpacking_context(), plain.data(), plain.size(),
                                                 packed_.get(), packed_bytes_)
                           : ZSTD_decompress_usingDDict(unpacking_context(), plain.data(),
                                                        plain.size(), packed_.get(), packed_bytes_,
                                                        dictionary_->tables_->to_unpack.get());
    if (bytes != plain.size()) throw std::runtime_error("a packed document is damaged");
    auto made = std::make_shared<document>();
    member_reader reader(plain);
    visit_members(*made, [&reader](auto& member) { reader(member); });
    return made;
}

void document_packer::take_sample(document const& one) {
    auto const plain = plain_of(one);
    samples_.append(plain);
    sample_sizes_.push_back(plain.size());
    if (samples_.size() < samples_bytes_max) return;
    dictionary_ = std::make_unique<packing_dictionary>(samples_, sample_sizes_);
    samples_ = {};
    sample_sizes_ = {};
}

packed_pointer document_packer::pack(document const& one) {
    if (!dictionary_ && seen_++ % documents_between_samples == 0) take_sample(one);
    return std::make_shared<packed_document const>(one, dictionary_.get());
}

} // namespace talent::market
