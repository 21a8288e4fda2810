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
# the same coded pictures in either container; small, so that a fuzzer runs through them fast
small=(-f lavfi -i "testsrc=s=96x64:r=25:d=3")
tone=(-f lavfi -i "sine=440:r=48000:d=3")
few() { ff "${small[@]}" "${tone[@]}" -pix_fmt yuv420p "${@:1:$#-1}" "${opus[@]}" "${plain[@]}" "${@: -1}"; }
few -c:v libvpx-vp9 -b:v 40k -g 25 -row-mt 0 -auto-alt-ref 1 -lag-in-frames 12 vp9-superframes.webm
few -c:v libaom-av1 -cpu-used 8 -b:v 40k -g 25 -keyint_min 25 -lag-in-frames 0 -threads 1 av1.mp4
few -c:v libx265 -preset ultrafast -x265-params "bframes=0:keyint=25:min-keyint=25:scenecut=0:open-gop=0:log-level=none:pools=none" -crf 40 -tag:v hvc1 h265.mp4
for name in vp9-superframes.webm:vp9-superframes.mp4 av1.mp4:av1.webm h265.mp4:h265.mkv good.mp4:good.mkv; do
  ff -i "${name%:*}" -map 0 -c copy "${plain[@]}" "${name#*:}"
done
ff -i vp9-superframes.webm -c copy -cluster_time_limit 500 "${plain[@]}" -f webm -live 1 vp9-live.webm
ff -i av1.mp4 -f lavfi -i "sine=880:r=48000:d=3" -map 0 -map 1 -c:v copy "${opus[@]}" -metadata:s:a:0 language=eng -metadata:s:a:1 language=deu -fflags +bitexact -movflags +faststart languages.mp4
ff -i languages.mp4 -map 0 -c copy -fflags +bitexact languages.mkv
ff "${small[@]}" -c:v libx264 -pix_fmt yuv420p -threads 1 -preset veryfast -crf 44 -bf 0 -g 25 -sc_threshold 0 -profile:v baseline -vf scale=48:32 "${plain[@]}" small-rendition.mp4
