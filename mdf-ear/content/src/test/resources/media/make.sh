#!/usr/bin/env bash
# SPDX-License-Identifier: AGPL-3.0-or-later
# Makes the small files of this folder: one that fits the content contract, and one for each way not to.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
ff() { ffmpeg -hide_banner -loglevel error -nostdin -y "$@"; }
picture=(-f lavfi -i "testsrc=s=128x72:r=25:d=6")
sound=(-f lavfi -i "sine=440:r=48000:d=6")
h264=(-c:v libx264 -pix_fmt yuv420p -threads 1 -preset veryfast -crf 40 -sc_threshold 0)
good=("${h264[@]}" -profile:v baseline -bf 0 -g 25)
opus=(-c:a libopus -b:a 16k -ac 1 -frame_duration 20)
plain=(-map_metadata -1 -fflags +bitexact -flags:v +bitexact -flags:a +bitexact)
both() { ff "${picture[@]}" "${sound[@]}" "${@:1:$#-1}" "${plain[@]}" "${@: -1}"; }

both "${good[@]}" "${opus[@]}" good.mp4
both "${good[@]}" "${opus[@]}" -movflags +frag_keyframe+empty_moov+default_base_moof fragmented.mp4
both "${good[@]}" "${opus[@]}" -movflags +frag_keyframe+empty_moov -frag_duration 700000 fragmented-offsets.mp4
both "${h264[@]}" -bf 2 -g 25 "${opus[@]}" bframes.mp4
both "${good[@]}" -c:a aac -b:a 24k aac.mp4
both "${h264[@]}" -profile:v baseline -bf 0 -g 125 "${opus[@]}" sparse.mp4
both -c:v libx264 -pix_fmt yuv422p10le -threads 1 -crf 40 -bf 0 -g 25 "${opus[@]}" ten-bit.mp4
both -c:v libvpx-vp9 -b:v 60k -g 25 -row-mt 0 "${opus[@]}" vp9.mp4
both -c:v libvpx -b:v 60k -g 25 "${opus[@]}" vp8.webm
ff "${picture[@]}" "${good[@]}" "${plain[@]}" silent.mp4
ff "${sound[@]}" "${opus[@]}" "${plain[@]}" sound-only.mp4
ff "${picture[@]}" -c:v libvpx -b:v 60k -g 25 -auto-alt-ref 0 "${plain[@]}" vp8.ivf
