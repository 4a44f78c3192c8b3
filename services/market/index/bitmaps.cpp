#include "services/market/index/bitmaps.hpp"

#include <algorithm>
#include <bit>

#include <roaring/containers/containers.h>

// What stands below reads the library's own structures, which other versions arrange otherwise.
static_assert(ROARING_VERSION_MAJOR == 0 && ROARING_VERSION_MINOR == 2);

namespace talent::market {
namespace {

constexpr std::size_t words_of_chunk = BITSET_CONTAINER_SIZE_IN_WORDS;
constexpr std::size_t listed_max = DEFAULT_MAX_SIZE; // a chunk with more is a bit for each slot
constexpr unsigned chunk_bits = 16;
constexpr std::uint32_t low_mask = (1U << chunk_bits) - 1;

using words = std::array<std::uint64_t, words_of_chunk>;
using listed = std::array<std::uint16_t, listed_max>;

// -- whole chunks, with what the processor offers --

[[gnu::always_inline]] inline int count_plainly(std::uint64_t const* one) {
    int count = 0;
    for (std::size_t i = 0; i < words_of_chunk; ++i)
        count += std::popcount(one[i]);
    return count;
}
[[gnu::always_inline]] inline int count_both_plainly(std::uint64_t const* one,
                                                     std::uint64_t const* other) {
    int count = 0;
    for (std::size_t i = 0; i < words_of_chunk; ++i)
        count += std::popcount(one[i] & other[i]);
    return count;
}

struct counting {
    int (*count)(std::uint64_t const*);
    int (*count_both)(std::uint64_t const*, std::uint64_t const*);
};

int count_anywhere(std::uint64_t const* one) {
    return count_plainly(one);
}
int count_both_anywhere(std::uint64_t const* one, std::uint64_t const* other) {
    return count_both_plainly(one, other);
}

#if defined(__x86_64__)
[[gnu::target("popcnt")]] int count_by_instruction(std::uint64_t const* one) {
    return count_plainly(one);
}
[[gnu::target("popcnt")]] int count_both_by_instruction(std::uint64_t const* one,
                                                        std::uint64_t const* other) {
    return count_both_plainly(one, other);
}
counting choose_counting() {
    if (__builtin_cpu_supports("popcnt") != 0)
        return {count_by_instruction, count_both_by_instruction};
    return {count_anywhere, count_both_anywhere};
}
#else
counting choose_counting() {
    return {count_anywhere, count_both_anywhere};
}
#endif

counting const& here() {
    static counting const chosen = choose_counting();
    return chosen;
}

// -- one chunk of a bitmap --

struct chunk {
    void const* content = nullptr;
    std::uint8_t type = 0;

    bool is_bits() const { return type == BITSET_CONTAINER_TYPE_CODE; }
    bool is_list() const { return type == ARRAY_CONTAINER_TYPE_CODE; }
    std::uint64_t const* bits() const {
        return static_cast<bitset_container_t const*>(content)->array;
    }
    std::span<std::uint16_t const> list() const {
        auto const* const all = static_cast<array_container_t const*>(content);
        return {all->array, static_cast<std::size_t>(all->cardinality)};
    }
    std::size_t count() const {
        return static_cast<std::size_t>(container_get_cardinality(content, type));
    }
};

roaring_array_t const& chunks_of(Roaring const& bitmap) {
    return bitmap.roaring.high_low_container;
}

chunk chunk_at(Roaring const& bitmap, int index) {
    auto const& all = chunks_of(bitmap);
    auto type = all.typecodes[index];
    auto const* const content = container_unwrap_shared(all.containers[index], &type);
    return {content, type};
}

// Nothing where the bitmap has no slot there.
chunk find_chunk(Roaring const& bitmap, std::uint16_t key) {
    auto const& all = chunks_of(bitmap);
    std::span<std::uint16_t const> const keys(all.keys, static_cast<std::size_t>(all.size));
    auto const found = std::ranges::lower_bound(keys, key);
    if (found == keys.end() || *found != key) return {};
    return chunk_at(bitmap, static_cast<int>(found - keys.begin()));
}

void append_list(Roaring& to, std::uint16_t key, std::span<std::uint16_t const> values) {
    if (values.empty()) return;
    auto* const made =
        array_container_create_given_capacity(static_cast<std::int32_t>(values.size()));
    std::ranges::copy(values, made->array);
    made->cardinality = static_cast<std::int32_t>(values.size());
    ra_append(&to.roaring.high_low_container, key, made, ARRAY_CONTAINER_TYPE_CODE);
}

std::size_t list_bits(std::uint64_t const* bits, std::uint16_t* to) {
    std::size_t count = 0;
    for (std::size_t i = 0; i < words_of_chunk; ++i) {
        for (auto word = bits[i]; word != 0; word &= word - 1)
            to[count++] = static_cast<std::uint16_t>(
                i * 64 + static_cast<std::size_t>(std::countr_zero(word)));
    }
    return count;
}

void append_bits(Roaring& to, std::uint16_t key, std::uint64_t const* bits) {
    auto const count = static_cast<std::size_t>(here().count(bits));
    if (count <= listed_max) {
        listed values;
        return append_list(to, key, {values.data(), list_bits(bits, values.data())});
    }
    auto* const made = bitset_container_create();
    std::copy(bits, bits + words_of_chunk, made->array);
    made->cardinality = static_cast<std::int32_t>(count);
    ra_append(&to.roaring.high_low_container, key, made, BITSET_CONTAINER_TYPE_CODE);
}

// -- intersecting within one chunk --

bool has_bit(std::uint64_t const* bits, std::uint16_t value) {
    return (bits[value / 64] >> value % 64 & 1U) != 0;
}

void set_bits(chunk const& of, std::uint64_t* to) {
    if (of.is_bits()) {
        std::copy(of.bits(), of.bits() + words_of_chunk, to);
        return;
    }
    std::fill(to, to + words_of_chunk, 0);
    auto const set = [to](std::uint32_t value) {
        to[value / 64] |= std::uint64_t{1} << value % 64;
    };
    if (of.is_list()) {
        std::ranges::for_each(of.list(), set);
        return;
    }
    for (std::uint32_t value = 0; value <= low_mask; ++value) { // stretches, which hardly occur
        if (container_contains(of.content, static_cast<std::uint16_t>(value), of.type)) set(value);
    }
}

std::uint64_t count_of(std::span<std::uint16_t const> values, std::uint64_t const* bits) {
    std::uint64_t count = 0;
    for (auto const value : values)
        count += has_bit(bits, value) ? 1U : 0U;
    return count;
}

// Leaves those of the values that are in the other list (or are not), and returns how many.
template <bool Wanted>
std::size_t keep_by_list(std::span<std::uint16_t> values, std::span<std::uint16_t const> other) {
    constexpr std::size_t much_longer = 16; // then it is skipped through
    bool const skips = other.size() > values.size() * much_longer;
    auto const* at = other.data();
    auto const* const end = at + other.size();
    auto* kept = values.data();
    for (auto const value : values) {
        if (skips) {
            std::ptrdiff_t step = 1;
            while (step < end - at && at[step] < value) {
                at += step;
                step *= 2;
            }
            at = std::lower_bound(at, at + std::min(step + 1, end - at), value);
        } else {
            while (at != end && *at < value)
                ++at;
        }
        bool const has = at != end && *at == value;
        *kept = value;
        kept += has == Wanted ? 1 : 0;
    }
    return static_cast<std::size_t>(kept - values.data());
}

// Two lists of about the same length, whose order the processor cannot foresee, are faster compared
// by a bit for each value of the one.
bool is_compared_by_bits(std::size_t values, std::size_t others) {
    constexpr std::size_t few = 64;
    constexpr std::size_t much_longer = 16;
    return values > few && others > few && others <= values * much_longer;
}

template <bool Wanted>
std::size_t keep_by(std::span<std::uint16_t> values, chunk const& other) {
    words room;
    auto const* bits = other.is_bits() ? other.bits() : nullptr;
    if (other.is_list()) {
        if (!is_compared_by_bits(values.size(), other.list().size()))
            return keep_by_list<Wanted>(values, other.list());
        set_bits(other, room.data());
        bits = room.data();
    }
    auto* kept = values.data();
    auto const keep = [&](auto has) {
        for (auto const value : values) {
            *kept = value;
            kept += has(value) == Wanted ? 1 : 0;
        }
    };
    if (bits != nullptr)
        keep([bits](std::uint16_t value) { return has_bit(bits, value); });
    else
        keep([&](std::uint16_t value) {
            return container_contains(other.content, value, other.type);
        });
    return static_cast<std::size_t>(kept - values.data());
}

// Those of a chunk as bits, put into `room` where it has none.
std::uint64_t const* bits_of(chunk const& of, words& room) {
    if (of.is_bits()) return of.bits();
    set_bits(of, room.data());
    return room.data();
}

void keep_bits(std::uint64_t* bits, chunk const& other) {
    words room;
    auto const* const of_other = bits_of(other, room);
    for (std::size_t i = 0; i < words_of_chunk; ++i)
        bits[i] &= of_other[i];
}

void clear_bits(std::uint64_t* bits, chunk const& other) {
    if (other.is_list()) {
        for (auto const value : other.list())
            bits[value / 64] &= ~(std::uint64_t{1} << value % 64);
        return;
    }
    words room;
    auto const* const of_other = bits_of(other, room);
    for (std::size_t i = 0; i < words_of_chunk; ++i)
        bits[i] &= ~of_other[i];
}

// `all_of`: the one with the fewest values first.
void intersect_chunks(std::uint16_t key, std::span<chunk const> all_of,
                      std::span<chunk const> none_of, Roaring& to) {
    auto const& first = all_of.front();
    if (first.is_list()) {
        listed values;
        std::ranges::copy(first.list(), values.begin());
        std::span left(values.data(), first.list().size());
        for (auto const& other : all_of.subspan(1))
            left = left.first(keep_by<true>(left, other));
        for (auto const& other : none_of)
            left = left.first(keep_by<false>(left, other));
        return append_list(to, key, left);
    }
    words bits;
    set_bits(first, bits.data());
    for (auto const& other : all_of.subspan(1))
        keep_bits(bits.data(), other);
    for (auto const& other : none_of)
        clear_bits(bits.data(), other);
    append_bits(to, key, bits.data());
}

bool comes_first(chunk const& one, chunk const& other) {
    if (one.is_list() != other.is_list()) return one.is_list();
    return one.is_list() && one.list().size() < other.list().size();
}

} // namespace

Roaring intersection(std::span<Roaring const* const> all_of,
                     std::span<Roaring const* const> none_of) {
    Roaring made;
    std::vector<chunk> wanted;
    std::vector<chunk> unwanted;
    auto const* const fewest = *std::ranges::min_element(
        all_of, {}, [](auto const* each) { return chunks_of(*each).size; });
    auto const& keys = chunks_of(*fewest);
    for (int index = 0; index < keys.size; ++index) {
        auto const key = keys.keys[index];
        wanted.clear();
        unwanted.clear();
        bool everywhere = true;
        for (auto const* const each : all_of) {
            auto const found = each == fewest ? chunk_at(*each, index) : find_chunk(*each, key);
            everywhere = everywhere && found.content != nullptr;
            if (!everywhere) break;
            wanted.push_back(found);
        }
        if (!everywhere) continue;
        for (auto const* const each : none_of) {
            if (auto const found = find_chunk(*each, key); found.content != nullptr)
                unwanted.push_back(found);
        }
        std::ranges::sort(wanted, comes_first);
        intersect_chunks(key, wanted, unwanted, made);
    }
    return made;
}

std::uint64_t count_common(Roaring const& one, Roaring const& other) {
    auto const& keys = chunks_of(one);
    std::uint64_t count = 0;
    for (int index = 0; index < keys.size; ++index) {
        auto const left = chunk_at(one, index);
        auto const right = find_chunk(other, keys.keys[index]);
        if (right.content == nullptr) continue;
        if (left.is_bits() && right.is_bits())
            count += static_cast<std::uint64_t>(here().count_both(left.bits(), right.bits()));
        else if (left.is_bits() && right.is_list())
            count += count_of(right.list(), left.bits());
        else if (left.is_list() && right.is_bits())
            count += count_of(left.list(), right.bits());
        else
            count += static_cast<std::uint64_t>(
                container_and_cardinality(left.content, left.type, right.content, right.type));
    }
    return count;
}

std::span<slot const> slot_batches::next() {
    auto* const batch = batch_.data(); // not checked at each slot
    std::size_t count = 0;
    while (count == 0 && chunk_ < chunks_of(of_).size) {
        auto const base = std::uint32_t{chunks_of(of_).keys[chunk_]} << chunk_bits;
        auto const one = chunk_at(of_, chunk_);
        std::size_t size = 0; // of the chunk, in the unit of at_
        if (one.is_list()) {
            for (auto const value : one.list())
                batch[count++] = base | value;
        } else if (one.is_bits()) {
            size = words_of_chunk;
            auto const* const bits = one.bits();
            for (auto const end = at_ + batch_size / 64; at_ < end; ++at_) {
                auto const first = base | at_ * 64;
                for (auto word = bits[at_]; word != 0; word &= word - 1)
                    batch[count++] = first + static_cast<std::uint32_t>(std::countr_zero(word));
            }
        } else {
            size = low_mask + 1;
            for (auto const end = at_ + batch_size; at_ < end; ++at_) {
                if (container_contains(one.content, static_cast<std::uint16_t>(at_), one.type))
                    batch[count++] = base | at_;
            }
        }
        if (at_ >= size) {
            ++chunk_;
            at_ = 0;
        }
    }
    return {batch, count};
}

void ascending_bitmap::close_chunk() {
    if (is_empty_) return;
    append_bits(made_, static_cast<std::uint16_t>(chunk_), words_.data());
    words_.fill(0);
    is_empty_ = true;
}

Roaring ascending_bitmap::take() {
    close_chunk();
    return std::move(made_);
}

} // namespace talent::market
