// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <string>

#include <widthwise/kernels/cells.hpp>

#include "tests/property/kernels/random.hpp"

/// Random casts of rows of elements, compared with the specification's.
namespace kernel_tests {

constexpr int element_counts[] = {1,  2,  3,  5,  7,  8,  9,  13, 15, 16,
                                  17, 31, 32, 33, 47, 63, 64, 65, 130};

/// Floats where casts go wrong: ties, ends, what no lane holds, what no format holds.
inline float hard_float(generator& r, ww::format_row const& to) {
    double const unit = std::ldexp(1.0, -to.frac);
    double const top = std::ldexp(1.0, to.width - (to.sign ? 1 : 0));
    switch (r.from(0, 8)) {
    case 0: // a tie, or one bit beside it
        return std::nextafter(static_cast<float>((r.from(-9, 9) + 0.5) * unit),
                              r.coin() ? 1e30f : -1e30f);
    case 1:
    case 2:
        return static_cast<float>((r.from(-9, 9) + 0.5) * unit);
    case 3:
        return static_cast<float>((top + r.from(-3, 3) * 0.5) * unit);
    case 4:
        return static_cast<float>((-top + r.from(-3, 3) * 0.5) * unit);
    case 5: {
        constexpr float strange[] = {std::numeric_limits<float>::quiet_NaN(),
                                     std::numeric_limits<float>::infinity(),
                                     -std::numeric_limits<float>::infinity(),
                                     std::numeric_limits<float>::max(),
                                     std::numeric_limits<float>::lowest(),
                                     std::numeric_limits<float>::denorm_min(),
                                     -0.0f,
                                     1e9f,
                                     -3e9f};
        return strange[r.from(0, 8)];
    }
    case 6: { // any bits at all
        std::uint32_t const bits = static_cast<std::uint32_t>(r.engine());
        float v;
        std::memcpy(&v, &bits, sizeof v);
        return v;
    }
    default:
        return static_cast<float>(std::uniform_real_distribution<double>(-1.5, 1.5)(r.engine) *
                                  top * unit);
    }
}

/// Where values of a format are kept.
inline kernels::slot slot_for(generator& r, ww::format_row const& f, int elements) {
    kernels::reach const all = kernels::reach_of(f);
    kernels::slot s;
    if (all.hi - all.lo <= 255 && r.coin()) {
        s.kind = kernels::cell::u8;
        s.offset = static_cast<std::int32_t>(-all.lo);
    } else if (all.lo >= -32768 && all.hi <= 32767 && r.from(0, 3) != 0) {
        s.kind = kernels::cell::s16;
    } else if (all.lo < -INT64_C(0x80000000) || all.hi > 0x7fffffff) {
        s.kind = kernels::cell::s64;
    }
    s.elements = static_cast<std::size_t>(elements);
    s.stride = static_cast<std::size_t>(padded(elements)) * kernels::bytes_of(s.kind);
    return s;
}

/// What casts rows; encode and cast are null where the portable kernels do.
struct cells_tier {
    std::string name;
    kernels::cells_function encode = nullptr, cast = nullptr;
};
struct tally {
    int ran = 0, cases = 0;
};

/// One step from raw values or floats to a slot or floats; what it stores against the casts of the
/// specification, and that it stores nothing else.
inline void check(generator& r, kernels::cells_step s, cells_tier const& tier, tally& t) {
    int const samples = r.from(1, 5), elements = static_cast<int>(s.to.elements);
    bool const floats = ww::is_float(s.from_format);
    // The caller's rows may hold other columns, other heads'.
    std::size_t const before = r.coin() ? 0 : 3, behind = r.coin() ? 0 : 5;
    std::size_t const row = static_cast<std::size_t>(elements) + before + behind;
    std::size_t const all = static_cast<std::size_t>(samples);
    s.x_at = s.from_input ? before : 0;
    s.y_at = s.to_output ? before : 0;
    s.part = !s.to_output && r.coin(); // other values stand behind these
    s.from.at = 0;
    s.to.at = s.from_input ? 0 : s.from.stride * all;
    prepare(s, ww::isa::best(), row, row);
    if (s.kernel != nullptr) {
        s.kernel = floats ? tier.encode : tier.cast;
    }

    guarded arena(s.to.at + (s.to_output ? 0 : s.to.stride * all), r.from(0, 255));
    std::vector<float> x(s.from_input ? row * all : 0, 7.5f), y(s.to_output ? row * all : 0, 12345);
    kernels::context c;
    c.arena = arena.data();
    c.x = x.data();
    c.y = y.data();
    c.samples = samples;
    std::vector<std::int64_t> expected;
    int frac = 0;
    for (std::size_t k = 0; k < all; ++k) {
        for (std::size_t i = 0; i < s.to.elements; ++i) {
            std::int64_t raw = 0;
            if (floats) {
                float const v = hard_float(r, s.encode);
                ww::cast_flags flags;
                x[k * row + before + i] = v;
                raw = static_cast<std::int64_t>(
                    ww::encode_row(static_cast<double>(v), s.encode, flags).low());
                frac = s.encode.frac;
            } else {
                raw = any_value(r, s.from_format);
                kernels::portable::write_cell(s.from.kind, s.from.offset, raw,
                                              arena.data() + k * s.from.stride +
                                                  i * kernels::bytes_of(s.from.kind));
                frac = s.from_format.frac;
            }
            expected.push_back(follow(s.after, raw, frac));
        }
    }
    run_cells(&s, c);

    bool equal = true, alone = true;
    for (std::size_t k = 0; k < all; ++k) {
        for (std::size_t i = 0; i < s.to.elements; ++i) {
            std::int64_t const raw = expected[k * s.to.elements + i];
            if (s.to_output) {
                float const v = ww::decode_row(ww::wide(raw), frac);
                equal = equal && std::memcmp(&v, &y[k * row + before + i], sizeof v) == 0;
            } else {
                equal = equal &&
                        kernels::portable::read_cell(s.to.kind, s.to.offset,
                                                     arena.data() + s.to.at + k * s.to.stride +
                                                         i * kernels::bytes_of(s.to.kind)) == raw;
            }
        }
        for (std::size_t i = 0; s.to_output && i < row; ++i) {
            bool const ours = i >= before && i < before + s.to.elements;
            alone = alone && (ours || y[k * row + i] == 12345);
        }
        for (std::size_t at = s.to.elements * kernels::bytes_of(s.to.kind);
             s.part && at < s.to.stride; ++at) {
            alone = alone && arena.is_poison(s.to.at + k * s.to.stride + at);
        }
    }
    ++t.cases;
    t.ran += s.kernel != nullptr ? 1 : 0;
    if (!equal || !alone || !arena.intact()) {
        INFO(tier.name << std::string(floats ? " encode" : " cast") << " elements " << elements
                       << " samples " << samples << " width " << s.encode.width << " frac "
                       << s.encode.frac << " round " << static_cast<int>(s.encode.round) << " over "
                       << static_cast<int>(s.encode.over) << " links " << s.after.count << " to "
                       << static_cast<int>(s.to.kind));
        CHECK(equal);
        CHECK(alone);
        CHECK(arena.intact());
    }
}

inline ww::format_row last_of(kernels::chain const& c, ww::format_row last) {
    for (int i = 0; i < c.count; ++i) {
        if (!c.of[i].relu) {
            last = c.of[i].to;
        }
    }
    return last;
}

/// make(r, format) for every rounding, every overflow and every width.
template <class Make>
void check_casts(cells_tier const& tier, Make const& make) {
    generator r{std::mt19937(77)};
    tally t;
    for (ww::rounding const round : roundings) {
        for (int mode = 0; mode < 5; ++mode) {
            for (int width = 1; width <= 32; ++width) {
                int const bits = width <= 16 || r.coin() ? width : r.from(1, 16);
                ww::format_row const to =
                    fixed_row(bits, r.from(-2, bits + 2), bits == 1 ? r.coin() : r.from(0, 3) != 0,
                              round, overflow_of(r, mode, bits - 1));
                check(r, make(r, to), tier, t);
            }
        }
    }
    MESSAGE(tier.name << ": " << t.ran << " of " << t.cases << " in vectors");
    CHECK((tier.cast == nullptr ? t.ran == 0 : t.ran > t.cases / 3));
}

inline kernels::cells_step floats_to_cells(generator& r, ww::format_row const& to) {
    kernels::cells_step s;
    s.from_format = ww::format_row{};
    s.from.kind = kernels::cell::f32;
    s.from_input = true;
    s.encode = to;
    if (r.coin()) {
        s.after = any_chain(r, to.frac);
    }
    s.to = slot_for(r, last_of(s.after, to), r.one_of(element_counts));
    return s;
}
inline kernels::cells_step cells_to_cells(generator& r, ww::format_row const& to) {
    kernels::cells_step s;
    int const width = r.coin()           ? r.from(1, 16)
                      : r.from(0, 3) > 0 ? r.from(1, 32)
                                         : r.from(33, 62); // sums beyond 32 bits
    s.from_format = fixed_row(width, to.frac + r.from(-3, 12), r.coin());
    int const elements = r.one_of(element_counts);
    s.from = slot_for(r, s.from_format, elements);
    s.encode = to;
    s.after.cast_to(to);
    s.to = slot_for(r, to, elements);
    return s;
}
inline kernels::cells_step cells_to_floats(generator& r, ww::format_row const& from) {
    kernels::cells_step s;
    int const elements = r.one_of(element_counts);
    s.from_format = from;
    if (r.from(0, 3) == 0) {
        s.from_format.width = r.from(33, 62);
    }
    s.from = slot_for(r, s.from_format, elements);
    s.to.kind = kernels::cell::f32;
    s.to.elements = static_cast<std::size_t>(elements);
    s.to_output = true;
    return s;
}

} // namespace kernel_tests
