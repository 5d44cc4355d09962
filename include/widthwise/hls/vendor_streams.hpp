// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <widthwise/hls/stream.hpp>

// The headers come with the tools (<ac_channel.h> also with the open ac_types); they are never part
// of this library. With WIDTHWISE_HLS_OWN_STREAMS neither is read.
#if defined(__has_include) && !defined(WIDTHWISE_HLS_OWN_STREAMS)
#if __has_include(<ac_channel.h>)
#include <ac_channel.h>

namespace widthwise {
namespace hls {
/// ac_channel<T> of Catapult and of Bambu's headers; its depth is a directive of the project.
struct catapult_streams {
    template <class T, int Depth>
    using stream = ::ac_channel<T>;
};
} // namespace hls
} // namespace widthwise
#endif
#if __has_include(<hls_stream.h>)
#include <hls_stream.h>

namespace widthwise {
namespace hls {
/// hls::stream<T, Depth> of Vitis HLS (2020.2 and later) and of Bambu's headers.
struct vitis_streams {
    template <class T, int Depth>
    using stream = ::hls::stream<T, Depth>;
};
/// The streams of the tool whose header is found, the same in simulation and synthesis; the
/// library's own where there is none.
using tool_streams = vitis_streams;
} // namespace hls
} // namespace widthwise
#elif __has_include(<ac_channel.h>)
namespace widthwise {
namespace hls {
using tool_streams = catapult_streams;
} // namespace hls
} // namespace widthwise
#else
namespace widthwise {
namespace hls {
using tool_streams = own_streams;
} // namespace hls
} // namespace widthwise
#endif
#else
namespace widthwise {
namespace hls {
using tool_streams = own_streams;
} // namespace hls
} // namespace widthwise
#endif
