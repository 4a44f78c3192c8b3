// A document as the index keeps it: what every look needs as it is, and the rest compressed, since
// a million documents with their texts and answers would not fit in memory otherwise. Immutable;
// any thread.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include <boost/smart_ptr/intrusive_ptr.hpp>

#include "services/market/index/document.hpp"

namespace talent::market {

/// What the documents of a kind have in common, so that each need not hold it: the pieces of text
/// that most of the first of them have. Outlives every document that was packed with it.
class packing_dictionary {
  public:
    /// `sizes`: of the samples, which stand one behind the other.
    packing_dictionary(std::string const& samples, std::vector<std::size_t> const& sizes);
    ~packing_dictionary();
    packing_dictionary(packing_dictionary const&) = delete;
    packing_dictionary& operator=(packing_dictionary const&) = delete;

  private:
    friend class packed_document;
    struct tables;
    std::unique_ptr<tables> tables_;
};

/// In one piece of memory, with what was packed behind it.
class packed_document {
  public:
    /// Without a dictionary where it is null.
    static boost::intrusive_ptr<packed_document const> make(document const& one,
                                                            packing_dictionary const* dictionary);

    packed_document(packed_document const&) = delete;
    packed_document& operator=(packed_document const&) = delete;

    document_kind kind() const { return kind_; }
    uuid const& id() const { return id_; }
    uuid const& organisation() const { return organisation_; }
    std::int64_t version() const { return version_; }
    bool scoped() const { return scoped_; }
    bool is_live(instant now) const { return now < end_; }
    /// Of a document that has an end.
    instant end() const { return end_; }

    /// The whole of it: some microseconds. Throws std::runtime_error where memory was damaged.
    std::shared_ptr<document const> unpack() const;

    /// Of memory.
    std::size_t bytes() const { return sizeof *this + packed_bytes_; }

  private:
    static constexpr instant no_end = instant::max();

    packed_document(document const& one, packing_dictionary const* dictionary);
    ~packed_document() = default;

    char const* packed() const { return reinterpret_cast<char const*>(this + 1); }

    friend void intrusive_ptr_add_ref(packed_document const* one) noexcept;
    friend void intrusive_ptr_release(packed_document const* one) noexcept;

    uuid id_;
    uuid organisation_;
    std::int64_t version_;
    instant end_;
    packing_dictionary const* dictionary_;
    std::uint32_t packed_bytes_ = 0;
    std::uint32_t plain_bytes_ = 0;
    mutable std::atomic<std::uint32_t> holders_{0};
    document_kind kind_;
    bool scoped_;
};
using packed_pointer = boost::intrusive_ptr<packed_document const>;

/// Packs the documents of one kind; makes their dictionary once it has seen some. Any thread; those
/// that come while it is made are packed without.
class document_packer {
  public:
    packed_pointer pack(document const& one);

  private:
    void take_sample(document const& one);

    std::mutex mutex_; // what is sampled
    std::string samples_;
    std::vector<std::size_t> sample_sizes_;
    std::size_t seen_ = 0;
    bool is_sampled_ = false;
    std::unique_ptr<packing_dictionary> made_;
    std::atomic<packing_dictionary const*> dictionary_{nullptr};
};

} // namespace talent::market
