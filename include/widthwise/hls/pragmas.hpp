// SPDX-License-Identifier: Apache-2.0
#pragma once

/// Directives of the HLS tools, one macro each; nothing at all on an ordinary compiler, so that no
/// warning is raised and no attribute is unknown. The one header outside core/config.hpp that
/// defines macros: a directive is read by the preprocessor or not at all.
///
/// The tool is known by the macros it predefines (Catapult and Bambu define __SYNTHESIS__ too,
/// so they are asked first); -DWIDTHWISE_HLS_{CATAPULT,BAMBU,ONEAPI,VITIS} forces one.
/// A tool reads a loop's directive before the loop (Catapult, Bambu, oneAPI) or inside it (Vitis):
///
///     WIDTHWISE_HLS_LABEL(outputs)
///     WIDTHWISE_HLS_BEFORE_PIPELINE(1)
///     for (int i = 0; i < n; ++i) {
///         WIDTHWISE_HLS_PIPELINE(1)
///
/// Numbers may be names of constants of the function: every tool evaluates them.
/// Source: AMD UG1399 (pragma HLS ...), hls4ml's Catapult templates, clang's loop pragmas, Intel's
/// FPGA loop and memory attributes.

#if defined(WIDTHWISE_HLS_CATAPULT) || defined(WIDTHWISE_HLS_BAMBU) ||                             \
    defined(WIDTHWISE_HLS_ONEAPI) || defined(WIDTHWISE_HLS_VITIS)
// forced
#elif defined(__CATAPULT__)
#define WIDTHWISE_HLS_CATAPULT 1
#elif defined(__BAMBU__)
#define WIDTHWISE_HLS_BAMBU 1
#elif defined(__SYCL_DEVICE_ONLY__)
#define WIDTHWISE_HLS_ONEAPI 1
#elif defined(__VITIS_HLS__) || defined(__SYNTHESIS__)
#define WIDTHWISE_HLS_VITIS 1
#endif

// clang-format off: spaces inside a directive are part of it
#define WIDTHWISE_HLS_PRAGMA(...) _Pragma(#__VA_ARGS__)

#if defined(WIDTHWISE_HLS_VITIS)

#define WIDTHWISE_HLS_LABEL(name) name:
#define WIDTHWISE_HLS_BEFORE_PIPELINE(ii)
#define WIDTHWISE_HLS_PIPELINE(ii) WIDTHWISE_HLS_PRAGMA(HLS pipeline II=ii)
#define WIDTHWISE_HLS_BEFORE_UNROLL
#define WIDTHWISE_HLS_UNROLL WIDTHWISE_HLS_PRAGMA(HLS unroll)
#define WIDTHWISE_HLS_PARTITION(variable_) \
    WIDTHWISE_HLS_PRAGMA(HLS array_partition variable=variable_ complete)
#define WIDTHWISE_HLS_PARTITION_CYCLIC(variable_, lanes) \
    WIDTHWISE_HLS_PRAGMA(HLS array_partition variable=variable_ cyclic factor=lanes)
#define WIDTHWISE_HLS_DATAFLOW WIDTHWISE_HLS_PRAGMA(HLS dataflow)
#define WIDTHWISE_HLS_INTERFACE(mode_, port_) \
    WIDTHWISE_HLS_PRAGMA(HLS interface mode=mode_ port=port_)
#define WIDTHWISE_HLS_TOP
#define WIDTHWISE_HLS_INLINE WIDTHWISE_HLS_PRAGMA(HLS inline)
#define WIDTHWISE_HLS_BIND_STORAGE(variable_, type_, impl_) \
    WIDTHWISE_HLS_PRAGMA(HLS bind_storage variable=variable_ type=type_ impl=impl_)
#define WIDTHWISE_HLS_STREAM_DEPTH(variable_, depth_) \
    WIDTHWISE_HLS_PRAGMA(HLS stream variable=variable_ depth=depth_)
#define WIDTHWISE_HLS_MEMORY

#elif defined(WIDTHWISE_HLS_CATAPULT)

#define WIDTHWISE_HLS_LABEL(name) name:
#define WIDTHWISE_HLS_BEFORE_PIPELINE(ii) WIDTHWISE_HLS_PRAGMA(hls_pipeline_init_interval ii)
#define WIDTHWISE_HLS_PIPELINE(ii)
#define WIDTHWISE_HLS_BEFORE_UNROLL WIDTHWISE_HLS_PRAGMA(hls_unroll yes)
#define WIDTHWISE_HLS_UNROLL
#define WIDTHWISE_HLS_PARTITION(variable_)
#define WIDTHWISE_HLS_PARTITION_CYCLIC(variable_, lanes)
#define WIDTHWISE_HLS_DATAFLOW
#define WIDTHWISE_HLS_INTERFACE(mode_, port_)
#define WIDTHWISE_HLS_TOP WIDTHWISE_HLS_PRAGMA(hls_design top)
#define WIDTHWISE_HLS_INLINE
#define WIDTHWISE_HLS_BIND_STORAGE(variable_, type_, impl_)
#define WIDTHWISE_HLS_STREAM_DEPTH(variable_, depth_)
#define WIDTHWISE_HLS_MEMORY

#elif defined(WIDTHWISE_HLS_BAMBU)

#define WIDTHWISE_HLS_LABEL(name)
#define WIDTHWISE_HLS_BEFORE_PIPELINE(ii)
#define WIDTHWISE_HLS_PIPELINE(ii)
#define WIDTHWISE_HLS_BEFORE_UNROLL WIDTHWISE_HLS_PRAGMA(clang loop unroll(full))
#define WIDTHWISE_HLS_UNROLL
#define WIDTHWISE_HLS_PARTITION(variable_)
#define WIDTHWISE_HLS_PARTITION_CYCLIC(variable_, lanes)
#define WIDTHWISE_HLS_DATAFLOW
#define WIDTHWISE_HLS_INTERFACE(mode_, port_) WIDTHWISE_HLS_PRAGMA(HLS_interface port_ mode_)
#define WIDTHWISE_HLS_TOP
#define WIDTHWISE_HLS_INLINE
#define WIDTHWISE_HLS_BIND_STORAGE(variable_, type_, impl_)
#define WIDTHWISE_HLS_STREAM_DEPTH(variable_, depth_)
#define WIDTHWISE_HLS_MEMORY

#elif defined(WIDTHWISE_HLS_ONEAPI)

#define WIDTHWISE_HLS_LABEL(name)
#define WIDTHWISE_HLS_BEFORE_PIPELINE(ii) [[intel::initiation_interval(ii)]]
#define WIDTHWISE_HLS_PIPELINE(ii)
#define WIDTHWISE_HLS_BEFORE_UNROLL WIDTHWISE_HLS_PRAGMA(unroll)
#define WIDTHWISE_HLS_UNROLL
#define WIDTHWISE_HLS_PARTITION(variable_)
#define WIDTHWISE_HLS_PARTITION_CYCLIC(variable_, lanes)
#define WIDTHWISE_HLS_DATAFLOW
#define WIDTHWISE_HLS_INTERFACE(mode_, port_)
#define WIDTHWISE_HLS_TOP
#define WIDTHWISE_HLS_INLINE
#define WIDTHWISE_HLS_BIND_STORAGE(variable_, type_, impl_)
#define WIDTHWISE_HLS_STREAM_DEPTH(variable_, depth_)
#define WIDTHWISE_HLS_MEMORY [[intel::fpga_memory]]

#else

#define WIDTHWISE_HLS_LABEL(name)
#define WIDTHWISE_HLS_BEFORE_PIPELINE(ii)
#define WIDTHWISE_HLS_PIPELINE(ii)
#define WIDTHWISE_HLS_BEFORE_UNROLL
#define WIDTHWISE_HLS_UNROLL
#define WIDTHWISE_HLS_PARTITION(variable_)
#define WIDTHWISE_HLS_PARTITION_CYCLIC(variable_, lanes)
#define WIDTHWISE_HLS_DATAFLOW
#define WIDTHWISE_HLS_INTERFACE(mode_, port_)
#define WIDTHWISE_HLS_TOP
#define WIDTHWISE_HLS_INLINE
#define WIDTHWISE_HLS_BIND_STORAGE(variable_, type_, impl_)
#define WIDTHWISE_HLS_STREAM_DEPTH(variable_, depth_)
#define WIDTHWISE_HLS_MEMORY

#endif
// clang-format on
