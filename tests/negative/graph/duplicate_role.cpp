// EXPECT: duplicate_role<widthwise::seq_blocks<0>
#include <widthwise.hpp>
namespace ww = widthwise;
using q8 = ww::integer<8, 4>;
using q4 = ww::integer<4, 2>;
struct net : ww::network<ww::input<4>, ww::linear<4, 2>> {};
struct twice
    : ww::quantize_t<net, ww::by_type<ww::on<ww::op::linear, ww::weight<q8>, ww::weight<q4>>>> {};
