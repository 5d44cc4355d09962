// The engine runs a network with kernels for its very formats; the executor says what is right.
#include <cstdio>
#include <cstring>
#include <random>
#include <vector>

#include <widthwise.hpp>
#include <widthwise/run/engine.hpp>

namespace ww = widthwise;

using q6 = ww::integer<6, 3>;
struct jets : ww::quantize_t<
                  ww::zoo::jet_16_64_32_32_5,
                  ww::by_type<ww::on<ww::op::linear, ww::data_in<q6>, ww::weight<q6>, ww::bias<q6>>,
                              ww::on<ww::op::relu, ww::data_in<q6>>>> {};

int main() {
    std::mt19937 generator(1);
    std::normal_distribution<float> normal(0, 0.5f);
    auto const fill = [&](auto& values) {
        for (float& v : values) {
            v = normal(generator);
        }
    };
    ww::parameters<ww::zoo::jet_16_64_32_32_5> masters{};
    fill(ww::get<1>(masters).weight.data);
    fill(ww::get<3>(masters).weight.data);
    fill(ww::get<5>(masters).weight.data);
    fill(ww::get<7>(masters).weight.data);
    ww::parameters<jets> const weights = ww::transfer<jets>(masters);

    constexpr std::size_t samples = 1000;
    std::vector<float> x(samples * 16), y(samples * 5), expected(samples * 5);
    fill(x);

    ww::engine<jets> engine(weights); // allocates, packs the weights, chooses the kernels
    engine.run(x, y);                 // neither allocates nor waits
    for (auto const& line : engine.kernels()) {
        std::printf("%s\n", line.c_str());
    }
    std::printf("on %s\n", ww::isa::name_of(engine.tier()));

    ww::executor<jets>(weights).run(x, expected); // the specification
    bool const same = std::memcmp(y.data(), expected.data(), y.size() * sizeof(float)) == 0;
    std::printf("%s\n", same ? "the same bits" : "other bits");
    return same ? 0 : 1;
}
