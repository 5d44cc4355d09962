// EXPECT: a format of one's own stores floats
#include <widthwise.hpp>
namespace ww = widthwise;
struct bytes {
    using value_type = signed char;
    static constexpr ww::format_row row() {
        ww::format_row r{};
        r.kind = ww::hash_name("bytes");
        return r;
    }
};
struct net : ww::network<ww::input<4>, ww::linear<4, 2>> {};
struct own : ww::quantize_t<net, ww::by_type<ww::on<ww::op::linear, ww::data_in<bytes>>>> {};
ww::parameters<own> p;
