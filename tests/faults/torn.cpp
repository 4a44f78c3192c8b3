// Files of SQLite damaged after a crash: faults_torn [DAMAGES, 330] [SEED]. A talentd is killed
// under load; its files are copied, and each copy is damaged in another random way, in the
// write-ahead log's tail or in the main file. What opens must be a prefix of what was committed,
// and whole; else it must be refused with one sentence. Nothing may crash or hang.
#include <sys/stat.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>

#include "tests/faults/marked_writes.hpp"
#include "tests/support/read_file.hpp"
#include "tests/support/server_process.hpp"

namespace {

using namespace talent;
using namespace talent::test;
using namespace std::chrono_literals;
namespace files = std::filesystem;

constexpr auto load_time = 1'500ms;
constexpr std::size_t page_bytes = 4096;
constexpr std::size_t frame_bytes =
    page_bytes + 24; // https://www.sqlite.org/fileformat2.html#walformat
constexpr std::size_t log_header_bytes = 32;
constexpr int damages_default = 330;
constexpr int signal_status_first = 128;
constexpr int served_every = 12; // so many damages to one that a server is started on

void write_file(std::string const& path, std::string const& bytes) {
    std::ofstream(path, std::ios::binary | std::ios::trunc) << bytes;
}

// -- the damages --

using bytes_damage = void (*)(std::string&, std::mt19937&);

std::size_t somewhere_in(std::size_t from, std::size_t to, std::mt19937& random) {
    return to <= from ? from : from + random() % (to - from);
}

/// The last third of the log, which a crash may leave half-written.
std::size_t tail_of(std::string const& log) {
    return std::max(log_header_bytes, log.size() - log.size() / 3);
}

void truncate_log(std::string& log, std::mt19937& random) {
    log.resize(somewhere_in(random() % 8 == 0 ? 0 : tail_of(log), log.size(), random));
}

void drop_frames(std::string& log, std::mt19937& random) {
    auto const frames =
        log.size() < log_header_bytes ? 0 : (log.size() - log_header_bytes) / frame_bytes;
    if (frames == 0) return;
    auto const kept = frames - std::min<std::size_t>(frames, 1 + random() % 8);
    log.resize(log_header_bytes + kept * frame_bytes);
}

void garble(std::string& bytes, std::size_t from, std::size_t count, std::mt19937& random) {
    for (std::size_t i = from; i < std::min(bytes.size(), from + count); ++i)
        bytes[i] = static_cast<char>(random());
}

void garble_bytes_of_log(std::string& log, std::mt19937& random) {
    for (auto times = 1 + random() % 16; times > 0; --times)
        garble(log, somewhere_in(tail_of(log), log.size(), random), 1, random);
}

void garble_page_of_log(std::string& log, std::mt19937& random) {
    garble(log, somewhere_in(tail_of(log), log.size(), random), page_bytes, random);
}

void zero_page_of_log(std::string& log, std::mt19937& random) {
    auto const from = somewhere_in(tail_of(log), log.size(), random);
    std::fill(log.begin() + static_cast<std::ptrdiff_t>(from),
              log.begin() + static_cast<std::ptrdiff_t>(std::min(log.size(), from + page_bytes)),
              '\0');
}

void garble_header_of_log(std::string& log, std::mt19937& random) {
    garble(log, random() % log_header_bytes, 1 + random() % 8, random);
}

void append_to_log(std::string& log, std::mt19937& random) {
    auto const before = log.size();
    log.resize(before + random() % (3 * frame_bytes));
    garble(log, before, log.size() - before, random);
}

void garble_bytes_of_main(std::string& main, std::mt19937& random) {
    for (auto times = 1 + random() % 32; times > 0; --times)
        garble(main, somewhere_in(0, main.size(), random), 1, random);
}

void garble_page_of_main(std::string& main, std::mt19937& random) {
    garble(main, random() % (main.size() / page_bytes) * page_bytes, page_bytes, random);
}

void zero_page_of_main(std::string& main, std::mt19937& random) {
    auto const from = random() % (main.size() / page_bytes) * page_bytes;
    std::fill_n(main.begin() + static_cast<std::ptrdiff_t>(from), page_bytes, '\0');
}

void truncate_main(std::string& main, std::mt19937& random) {
    main.resize(random() % main.size());
}

struct damage {
    char const* name;
    char const* suffix; // of talent.db
    bytes_damage apply;
};

constexpr damage damages[] = {
    {"log cut at a byte", "-wal", &truncate_log},
    {"last frames of the log gone", "-wal", &drop_frames},
    {"bytes of the log's tail garbled", "-wal", &garble_bytes_of_log},
    {"page of the log's tail garbled", "-wal", &garble_page_of_log},
    {"page of the log's tail zeroed", "-wal", &zero_page_of_log},
    {"the log's header garbled", "-wal", &garble_header_of_log},
    {"rubbish after the log", "-wal", &append_to_log},
    {"bytes of the main file garbled", "", &garble_bytes_of_main},
    {"page of the main file garbled", "", &garble_page_of_main},
    {"page of the main file zeroed", "", &zero_page_of_main},
    {"main file cut", "", &truncate_main},
};

// -- what is left of it --

struct journal_state {
    std::int64_t head = 0;
    std::map<std::int64_t, std::string> hashes;
};

journal_state read_journal(db::database& from) {
    journal_state found;
    constexpr cell_kind columns[] = {cell_kind::integer, cell_kind::text};
    from.stream("SELECT sequence, hash FROM journal_entries", columns,
                [&](row const& one) { found.hashes.emplace(integer_of(one[0]), text_of(one[1])); });
    from.read_now([&](db::session& sql) {
        found.head = integer_of(sql.query_one("SELECT sequence FROM journal_head WHERE id = 1", {},
                                              {cell_kind::integer})
                                    ->front());
    });
    return found;
}

/// Every object is at the version that its last entry says, so that no unit is there by half.
constexpr std::string_view objects_beside_their_journal =
    "SELECT COUNT(*) FROM demands d WHERE d.version IS NOT"
    " (SELECT MAX(e.object_version) FROM journal_entries e"
    "  WHERE e.object_type = 'demand' AND e.object_id = d.id)";

struct count_of_ends {
    int prefixes = 0;
    int refused = 0;
    int unnoticed = 0;
};

class damaged_copies {
  public:
    damaged_copies(verdict& judge, unsigned seed)
        : judge_(judge), random_(seed), copy_(engine::sqlite) {
        make_original();
    }
    ~damaged_copies() { files::remove_all(original_); }
    damaged_copies(damaged_copies const&) = delete;
    damaged_copies& operator=(damaged_copies const&) = delete;

    void run(int times) {
        for (int i = 0; i < times; ++i) {
            auto const& one = damages[static_cast<std::size_t>(i) % std::size(damages)];
            damage_copy(one, i % 3 != 0);
            look(one, i);
        }
        for (auto const& [name, ends] : ends_) {
            std::printf("%-34s %3d opened as a prefix, %3d refused or found by verify",
                        name.c_str(), ends.prefixes, ends.refused);
            if (ends.unnoticed > 0) std::printf(", %d harmless", ends.unnoticed);
            std::printf("\n");
        }
    }

  private:
    /// A server killed under load, and what it had acknowledged.
    void make_original() {
        server_process server(engine::sqlite);
        auto const filled = server.run_talentctl({"demo", "--listings", "100"});
        if (filled.status != 0) throw std::runtime_error("talentctl demo: " + filled.errors);
        auto const configuration = server.data_directory() + "/faults.toml";
        std::ofstream(configuration) << "[server]\nrate_per_minute = 0\n";
        server.start({"--config", configuration});
        {
            marked_writes load(server.address(),
                               json::parse(filled.output).value()["enterprise"].text(),
                               {.seed = static_cast<unsigned>(random_()), .until_broken = true});
            std::this_thread::sleep_for(load_time);
            server.kill();
        }
        files::copy(server.data_directory(), original_, files::copy_options::recursive);
        restore();
        auto const opened = open_copy();
        if (!opened) throw std::runtime_error("the original does not open");
        original_journal_ = read_journal(*opened);
        std::printf("killed with %lld entries; main file %ju bytes, log %ju bytes\n",
                    static_cast<long long>(original_journal_.head),
                    files::file_size(original_ + "/talent.db"),
                    files::file_size(original_ + "/talent.db-wal"));
    }

    void restore() const {
        for (auto const& each : files::directory_iterator(copy_.data_directory()))
            files::remove_all(each.path());
        files::copy(original_, copy_.data_directory(),
                    files::copy_options::recursive | files::copy_options::overwrite_existing);
    }

    void damage_copy(damage const& one, bool stale_shared_memory) {
        restore();
        auto const path = copy_.data_directory() + "/talent.db";
        auto bytes = read_file(path + one.suffix);
        one.apply(bytes, random_);
        write_file(path + one.suffix, bytes);
        // As it was, which is stale now; or not there, as after the machine's end.
        if (!stale_shared_memory) files::remove(path + "-shm");
    }

    std::unique_ptr<db::database> open_copy() const {
        auto opened = db::open(copy_.database_url(), {}, db::migration::leave);
        return opened.has_value() ? std::move(opened).value() : nullptr;
    }

    void look(damage const& one, int number) {
        auto const name = std::string(one.name) + " (" + std::to_string(number) + ")";
        if (number % served_every == 0) serve(name);
        auto const verified = copy_.run_talentctl({"verify", "--storage"});
        judge_.expect(verified.status < signal_status_first,
                      name + ": talentctl verify was ended by a signal");
        auto& ends = ends_[one.name];
        if (verified.status != 0) {
            ++ends.refused;
            judge_.expect(!verified.errors.empty() && verified.errors.back() == '\n',
                          name + ": it is refused with a sentence");
            return;
        }
        bool const in_log = one.suffix[0] != '\0';
        ++(in_log ? ends.prefixes : ends.unnoticed);
        expect_prefix(name);
    }

    void expect_prefix(std::string const& name) {
        auto const opened = open_copy();
        judge_.expect(opened != nullptr, name + ": what verify accepts opens");
        if (!opened) return;
        auto const found = read_journal(*opened);
        bool same = found.head <= original_journal_.head &&
                    static_cast<std::int64_t>(found.hashes.size()) == found.head;
        for (auto const& [sequence, hash] : found.hashes)
            same = same && original_journal_.hashes.at(sequence) == hash;
        judge_.expect(same, name + ": the journal is a prefix of what was committed");
        std::int64_t beside = -1;
        opened->read_now([&](db::session& sql) {
            beside = integer_of(
                sql.query_one(objects_beside_their_journal, {}, {cell_kind::integer})->front());
        });
        judge_.expect(beside == 0, name + ": " + std::to_string(beside) +
                                       " demands are not as their journal says");
    }

    /// A server on the damaged files: it starts and answers, or ends with a sentence.
    void serve(std::string const& name) {
        try {
            copy_.start();
        } catch (std::runtime_error const& told) {
            judge_.expect(std::string(told.what()).find("talentd ended") != std::string::npos,
                          name + ": talentd neither starts nor ends: " + told.what());
            ++refused_starts_;
            return;
        }
        try {
            auto client = copy_.client();
            judge_.expect(client.get("/healthz").status == 200, name + ": /healthz");
            client.get("/v1/search/demands?limit=200");
            client.get("/v1/feed?limit=200");
            auto const ready = client.get("/readyz").status;
            judge_.expect(ready == 200 || ready == 503,
                          name + ": /readyz answers " + std::to_string(ready));
        } catch (std::runtime_error const& told) {
            judge_.expect(false, name + ": the server is gone: " + told.what());
        }
        judge_.expect(copy_.stop() == 0, name + ": the server ends as asked");
    }

    verdict& judge_;
    std::mt19937 random_;
    server_process copy_;
    std::string original_ = copy_.data_directory() + ".original";
    journal_state original_journal_;
    std::map<std::string, count_of_ends> ends_;
    int refused_starts_ = 0;
};

} // namespace

int main(int count, char* arguments[]) {
    int const times = count > 1 ? std::atoi(arguments[1]) : damages_default;
    auto const seed = count > 2 ? static_cast<unsigned>(std::atoi(arguments[2]))
                                : std::random_device{}() % 1'000'000U;
    std::printf("%d damages, seed %u\n", times, seed);
    std::fflush(stdout);
    verdict judge;
    try {
        damaged_copies(judge, seed).run(times);
    } catch (std::exception const& fault) {
        judge.expect(false, fault.what());
    }
    return judge.finish();
}
