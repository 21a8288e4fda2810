#!/usr/bin/env bash
# SPDX-License-Identifier: AGPL-3.0-or-later
#
# Makes the sample clips of this folder from nothing: pictures and sound are formulae, so the clips are the
# project's own. Needs bash and ffmpeg with libx264, libvpx, libsvtav1 and libopus; for the VP8 clip also java and the
# content module's cli jar (ffmpeg has no VP8-in-MP4 muxer, ours has).
#
#   make-samples.sh [--force] [harbour] [forest] [orbit] [prism] [lantern] [tides]
#                     default: all; a clip that is there is left alone
#
#   <id>/media.mp4    harbour, forest, tides: H.264 constrained baseline + Opus; orbit: VP8 (vp08) + Opus;
#                     prism: VP9 + Opus; lantern: AV1 + Opus
#                     1280x720, 25 frames a second, a key frame every second, no B-frames, closed GOPs
#                     tides has two languages: en, stereo, 440 Hz left and 660 Hz right; de, mono, 523 Hz
#   tides/media-2.mp4 the picture of tides again, 640x360
#   <id>/poster.jpg   one frame of it, 640x360
#   <id>/asset.json   is written by hand and left alone
#
# THE FRAME-NUMBER STRIP. The top eighteenth of the picture (40 of 720 lines) is a row of 20 equal cells, each white
# or black; a test reads from it which frame it sees, whatever the picture was scaled to.
#   cell 0       white     } together: the threshold is half way between the two; if they differ by less than
#   cell 1       black     } 64 of 255 there is no strip
#   cells 2-17   the frame number, 16 bits, most significant first, white = 1; frame n is shown from n/25 s on
#   cell 18      even parity: white if the number of ones in cells 2-17 is odd
#   cell 19      the opposite of cell 18
# To read it, average the luma of the middle half of each cell; cell i spans x from i*W/20 to (i+1)*W/20, y from 0 to
# H/18. A reader refuses a strip whose parity pair does not fit. FrameStrip.java in the tests is the decoder.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

force=no
clips=()
for arg in "$@"; do
  case $arg in
    --force) force=yes ;;
    harbour | forest | orbit | prism | lantern | tides) clips+=("$arg") ;;
    *) sed -n '4,17p' "$0" | cut -c3-; exit 2 ;;
  esac
done
((${#clips[@]})) || clips=(harbour forest orbit prism lantern tides)

command -v ffmpeg >/dev/null || { echo "make-samples: needs the program ffmpeg (Debian: apt-get install ffmpeg)" >&2; exit 1; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
ff() { ffmpeg -hide_banner -loglevel error -nostdin -y "$@"; }

font=$(fc-match -f '%{file}' 'DejaVu Sans:bold' 2>/dev/null || true)
title() { # title TEXT -> a filter that writes it, or one that does nothing where there is no font
  [[ -f $font ]] || { echo null; return; }
  echo "drawtext=fontfile=$font:text='$1':x=48:y=h-92:fontsize=44:fontcolor=white@0.85:shadowcolor=black@0.5:shadowx=2:shadowy=2"
}

# still NAME WxH R G B [A] : one picture from formulae in X, Y, W, H, each 0..255
still() {
  ff -f lavfi -i "color=black:s=$2:d=1:r=1,format=gbrap,geq=r='$3':g='$4':b='$5':a='${6:-255}'" -frames:v 1 "$work/$1.png"
}

# The strip as a 20x2 picture, blown up by nearest neighbour. N is geq's frame counter.
strip_source() { # strip_source SECONDS
  local parity="" i
  for i in {0..15}; do parity+="+mod(floor(N/$((1 << i))),2)"; done
  local odd="mod(0$parity,2)"
  local bit="if(eq(X,0),1,if(eq(X,1),0,if(lt(X,18),mod(floor(N/pow(2,17-X)),2),if(eq(X,18),$odd,1-$odd))))"
  echo "color=black:s=20x2:r=25:d=$1,format=yuv420p,geq=lum='16+219*$bit':cb=128:cr=128,scale=1280:40:flags=neighbor"
}

# note PERIOD OFFSETS... : frequency ratio of the note sounding at time t, offsets in semitones, one every PERIOD s
note() {
  local period=$1 expr=0 i
  shift
  local list=("$@")
  for ((i = ${#list[@]} - 1; i >= 0; i--)); do
    expr="if(eq(mod(floor(t/$period),${#list[@]}),$i),${list[i]},$expr)"
  done
  echo "pow(2,($expr)/12)"
}

video_h264=(-c:v libx264 -preset slower -profile:v baseline -level 3.1 -pix_fmt yuv420p -bf 0 -g 25 -keyint_min 25
  -sc_threshold 0 -flags +cgop -threads 2)
video_vp8=(-c:v libvpx -deadline good -cpu-used 1 -pix_fmt yuv420p -g 25 -keyint_min 25 -auto-alt-ref 0 -lag-in-frames 0
  -error-resilient 0 -threads 2)
audio_opus=(-c:a libopus -b:a 64k -ac 2 -ar 48000 -frame_duration 20)
plain=(-map_metadata -1 -fflags +bitexact -flags:v +bitexact -flags:a +bitexact)

# h264 ID SECONDS KBIT : muxes $work/ID.mkv (raw picture, lossless) with the sound
h264() {
  local common=(-c:v libx264 "${video_h264[@]:2}" -b:v "${3}k" -maxrate "$(($3 * 3 / 2))k" -bufsize "$(($3 * 2))k")
  ff -i "$work/$1.mkv" "${common[@]}" -pass 1 -passlogfile "$work/$1" -an -f null /dev/null
  ff -i "$work/$1.mkv" -i "$work/$1.wav" -map 0:v -map 1:a "${common[@]}" -pass 2 -passlogfile "$work/$1" \
    "${audio_opus[@]}" "${plain[@]}" -t "$2" -movflags +faststart "$work/$1.mp4"
}

cli_jar() {
  local jar
  jar=$(ls ../target/castbridge-content-*-cli.jar 2>/dev/null | head -1)
  [[ -n $jar ]] || { echo "make-samples: orbit needs the content module's cli jar: mvn -pl mdf-ear/content -am package" >&2; exit 1; }
  echo "$jar"
}

vp8() {
  local jar
  jar=$(cli_jar)
  ff -i "$work/$1.mkv" "${video_vp8[@]}" -b:v "${3}k" -minrate 0 -maxrate "$(($3 * 3 / 2))k" -bufsize "$(($3 * 2))k" -t "$2" "$work/$1.ivf"
  ff -i "$work/$1.wav" "${audio_opus[@]}" "${plain[@]}" -t "$2" "$work/$1-sound.mp4"
  java -cp "$jar" org.castbridge.content.cli.MuxMain "$work/$1.ivf" "$work/$1-sound.mp4" "$work/$1.mp4"
}

finish() { # finish ID POSTER_SECOND : the picture without its strip makes the poster
  mkdir -p "$1"
  ff -ss "$2" -i "$work/$1.mp4" -frames:v 1 -vf "crop=1208:680:36:40,scale=640:360:flags=lanczos" -q:v 4 -map_metadata -1 -fflags +bitexact "$work/$1.jpg"
  mv "$work/$1.jpg" "$1/poster.jpg"
  mv "$work/$1.mp4" "$1/media.mp4"
  ls -l "$1/media.mp4" "$1/poster.jpg"
}

# ---- harbour: dusk over the water, sailing boats, a lighthouse, slow bells -------------------------------------
harbour() {
  local seconds=40
  still sky 1280x430 '40+205*pow(Y/H,1.3)+70*exp(-pow(hypot(X-900,Y-330)/120,2))' '44+96*pow(Y/H,1.7)+90*exp(-pow(hypot(X-900,Y-330)/90,2))' '96+10*Y/H-20*pow(Y/H,3)'
  still hills 1280x140 '58' '40' '78' '255*clip(Y-(62+34*sin(X/170)+16*sin(X/61+1)+6*sin(X/23)),0,1)'
  still sea 2560x290 '34+34*(1-Y/H)+13*sin(2*PI*X/320+Y/9)*sin(Y/(4+Y/40))' '52+30*(1-Y/H)+11*sin(2*PI*X/320+Y/9)*sin(Y/(4+Y/40))' '92+16*(1-Y/H)+9*sin(2*PI*X/320+Y/9)*sin(Y/(4+Y/40))'
  still glint 1280x290 '255' '190' '120' '120*exp(-pow((X-900)/(36+Y/3),2))*(0.6+0.4*sin(Y/5))*(1-Y/H*0.7)'
  still boat 220x200 'if(gt(Y,160),70,if(lt(X,108),250,226))' 'if(gt(Y,160),38,if(lt(X,108),240,120))' 'if(gt(Y,160),36,if(lt(X,108),226,80))' \
    '255*(gt(Y,160)*lt(Y,190)*gt(X,30+(Y-160)*1.2)*lt(X,190-(Y-160)*1.2)+lt(Y,154)*gt(Y,10)*gt(X,104-(Y-10)*0.5)*lt(X,104)+lt(Y,154)*gt(Y,34)*gt(X,112)*lt(X,112+(Y-34)*0.42))'
  still tower 90x230 'if(lt(Y,46),250,if(lt(mod(Y,70),35),214,238))' 'if(lt(Y,46),226,if(lt(mod(Y,70),35),64,232))' 'if(lt(Y,46),150,if(lt(mod(Y,70),35),58,226))' '255*gt(X,34-Y/14)*lt(X,56+Y/14)*gt(Y,12)'
  still lamp 300x300 '255' '236' '170' '210*exp(-pow(hypot(X-150,Y-150)/46,2))'
  ff -f lavfi -i "color=black:s=1280x720:r=25:d=$seconds" \
    -loop 1 -framerate 25 -i "$work/sky.png" -loop 1 -framerate 25 -i "$work/hills.png" -loop 1 -framerate 25 -i "$work/sea.png" \
    -loop 1 -framerate 25 -i "$work/glint.png" -loop 1 -framerate 25 -i "$work/boat.png" -loop 1 -framerate 25 -i "$work/tower.png" \
    -loop 1 -framerate 25 -i "$work/lamp.png" -f lavfi -i "$(strip_source $seconds)" -filter_complex "
      [3]format=rgba,split[s1][s2];[s2]colorchannelmixer=aa=0.5[s2a];[5]format=rgba,split=3[b1][b2][b3];[b2]scale=132:120[b2s];[b3]hflip,scale=86:78[b3s];
      [7]format=rgba,split[l1][l2];[l1]colorchannelmixer=aa=0.35[l1a];
      [0][1]overlay=0:40:shortest=1[a];[a][2]overlay=0:330[b];
      [b][s1]overlay='-mod(t*40,320)':430[c];[c][s2a]overlay='-320+mod(t*27,320)':430[d];
      [d][4]overlay=0:'430+2*sin(t*2)'[e];
      [e][6]overlay=150:255[f];[f][l1a]overlay=45:135[g];[g][l2]overlay=45:135:enable='lt(mod(t,4),0.6)'[h];
      [h][b3s]overlay='1280-mod(t*22+300,1480)':'388+2*sin(t*1.1)'[i];
      [i][b2s]overlay='mod(t*38+500,1480)-200':'400+3*sin(t*1.3+1)'[j];
      [j][b1]overlay='mod(t*62+100,1600)-220':'430+6*sin(t*1.5)'[k];
      [k]$(title Harbour)[m];[m][8]overlay=0:0:shortest=1,format=yuv420p" \
    -t $seconds -c:v libx264 -preset ultrafast -qp 4 "$work/harbour.mkv"
  local bell; bell=$(note 1 0 7 12 4 9 7 2 -5)
  local pad="0.10*sin(2*PI*110*t)*(0.7+0.3*sin(0.8*t))+0.07*sin(2*PI*164.81*t)"
  local ring="0.28*exp(-3*mod(t,1))*(sin(2*PI*330*$bell*t)+0.4*sin(2*PI*660.9*$bell*t))"
  ff -f lavfi -i "aevalsrc='$pad+$ring|$pad*0.9+0.8*$ring':s=48000:d=$seconds" "$work/harbour.wav"
  h264 harbour $seconds 440
  finish harbour 9
}

# ---- forest: layers of firs going by, a low sun, fireflies, plucked strings and birds --------------------------
forest() {
  local seconds=30
  still light 1280x720 '150+90*exp(-pow(hypot(X-380,Y-250)/260,2))' '196+50*exp(-pow(hypot(X-380,Y-250)/260,2))-40*Y/H' '150-60*Y/H+50*exp(-pow(hypot(X-380,Y-250)/200,2))'
  local depth
  fir() { # fir NAME PERIOD TOP SPREAD R G B : a row of firs repeating every 640 px
    local p=$2
    local tip="($3+26*sin(2*PI*floor(X/$p)*$p*3/640+$p))"
    still "$1" 1920x600 "$5" "$6" "$7" "255*clip((Y-$tip)*$4*(0.75+0.25*mod((Y-$tip)/44,1))-abs(mod(X,$p)-$p/2),0,1)"
  }
  fir far 40 250 0.16 120 158 128
  fir mid 80 190 0.20 72 118 84
  fir near 160 110 0.26 34 74 50
  fir front 320 40 0.34 14 38 28
  still fly 60x60 '255' '246' '150' '255*exp(-pow(hypot(X-30,Y-30)/9,2))'
  still mist 1280x260 '226' '240' '226' '90*sin(PI*Y/H)*sin(PI*Y/H)'
  ff -loop 1 -framerate 25 -t $seconds -i "$work/light.png" -loop 1 -framerate 25 -i "$work/far.png" -loop 1 -framerate 25 -i "$work/mid.png" \
    -loop 1 -framerate 25 -i "$work/near.png" -loop 1 -framerate 25 -i "$work/front.png" -loop 1 -framerate 25 -i "$work/fly.png" \
    -loop 1 -framerate 25 -i "$work/mist.png" -f lavfi -i "$(strip_source $seconds)" -filter_complex "
      [5]format=rgba,split=5[f1][f2][f3][f4][f5];[f4]scale=36:36[f4s];[f5]scale=36:36[f5s];
      [0][1]overlay='-mod(t*10,640)':170:shortest=1[a];[a][6]overlay=0:330[b];[b][2]overlay='-mod(t*22,640)':190[c];
      [c][f4s]overlay='640+420*sin(t*0.5)':'420+90*sin(t*0.9+1)'[d];[d][f5s]overlay='500+380*sin(t*0.37+2)':'470+70*cos(t*1.1)'[e];
      [e][3]overlay='-mod(t*48,640)':240[f];[f][4]overlay='-mod(t*96,640)':430[g];
      [g][f1]overlay='600+520*sin(t*0.42)':'480+120*sin(t*0.83)'[h];[h][f2]overlay='620+480*cos(t*0.31)':'430+150*sin(t*0.57+1)'[i];
      [i][f3]overlay='560+440*sin(t*0.53+2)':'520+90*cos(t*0.71)'[j];
      [j]$(title Forest)[k];[k][7]overlay=0:0:shortest=1,format=yuv420p" \
    -t $seconds -c:v libx264 -preset ultrafast -qp 4 "$work/forest.mkv"
  local pluck; pluck=$(note 0.5 0 3 7 10 12 10 7 3 5 8 12 15 12 8 5 3)
  local string="0.30*exp(-5*mod(t,0.5))*(sin(2*PI*220*$pluck*t)+0.5*sin(2*PI*440*$pluck*t)+0.2*sin(2*PI*1320*$pluck*t))"
  local bird="0.12*lt(mod(t,3.7),0.5)*sin(2*PI*(2600*mod(t,3.7)+500*sin(22*mod(t,3.7))))*abs(sin(18*t))"
  ff -f lavfi -i "aevalsrc='$string+$bird|0.7*$string+0.3*$bird':s=48000:d=$seconds" "$work/forest.wav"
  h264 forest $seconds 560
  finish forest 12
}

# ---- orbit: planets round a sun, stars, an arpeggio --------------------------------------------------------------
orbit() {
  local seconds=30
  still space 1280x720 '8+30*exp(-pow(hypot(X-640,Y-390)/330,2))+210*gt(random(1),0.9992)' '8+14*exp(-pow(hypot(X-640,Y-390)/330,2))+210*gt(random(1),0.9992)' '26+26*exp(-pow(hypot(X-640,Y-390)/420,2))+30*sin(X/400)*sin(Y/260)'
  still sun 320x320 '255' '150+105*clip(1.3-hypot(X-160,Y-160)/80,0,1)' '40+170*clip(1.1-hypot(X-160,Y-160)/80,0,1)' '255*clip((80-hypot(X-160,Y-160))/2,0,1)+200*exp(-pow(hypot(X-160,Y-160)/92,2))*gt(hypot(X-160,Y-160),80)'
  ball() { # ball NAME R G B : a shaded ball of 120 px
    local lit="(0.25+0.75*clip(1.15-hypot(X-44,Y-44)/74,0,1))"
    local bands="(0.9+0.1*sin(Y/6))"
    still "$1" 120x120 "$2*$lit*$bands" "$3*$lit*$bands" "$4*$lit" '255*clip((58-hypot(X-60,Y-60))/1.5,0,1)'
  }
  ball blue 90 160 255
  ball red 255 120 80
  ball gold 250 206 120
  ball moon 210 210 216
  still ring 300x110 '230' '200' '150' '200*clip(1-abs(hypot((X-150)/150,(Y-55)/55)-0.82)*7,0,1)'
  # each planet is drawn behind the sun on the far half of its ellipse and before it on the near half
  local front back
  front() { echo "gt(sin(t*$1+$2),0)"; }
  back() { echo "lte(sin(t*$1+$2),0)"; }
  local red="x='640-30+230*cos(t*1.1)':y='390-30+70*sin(t*1.1)'" blue="x='640-45+400*cos(t*0.62+2)':y='390-45+135*sin(t*0.62+2)'"
  local gold="x='640-60+540*cos(t*0.36+4)':y='390-60+205*sin(t*0.36+4)'" ring="x='640-150+540*cos(t*0.36+4)':y='390-55+205*sin(t*0.36+4)'"
  local moon="x='640-12+400*cos(t*0.62+2)+72*cos(t*2.6)':y='390-12+135*sin(t*0.62+2)+30*sin(t*2.6)'"
  ff -loop 1 -framerate 25 -t $seconds -i "$work/space.png" -loop 1 -framerate 25 -i "$work/sun.png" -loop 1 -framerate 25 -i "$work/blue.png" \
    -loop 1 -framerate 25 -i "$work/red.png" -loop 1 -framerate 25 -i "$work/gold.png" -loop 1 -framerate 25 -i "$work/moon.png" \
    -loop 1 -framerate 25 -i "$work/ring.png" -f lavfi -i "$(strip_source $seconds)" -filter_complex "
      [2]format=rgba,scale=90:90,split[b1][b2];[3]format=rgba,scale=60:60,split[r1][r2];[4]format=rgba,split[g1][g2];
      [5]format=rgba,scale=24:24[m];[6]format=rgba,split[n1][n2];
      [0][g1]overlay=$gold:enable='$(back 0.36 4)':shortest=1[a];[a][n1]overlay=$ring:enable='$(back 0.36 4)'[b];
      [b][b1]overlay=$blue:enable='$(back 0.62 2)'[c];[c][r1]overlay=$red:enable='$(back 1.1 0)'[d];
      [d][1]overlay=480:230[e];
      [e][r2]overlay=$red:enable='$(front 1.1 0)'[f];[f][b2]overlay=$blue:enable='$(front 0.62 2)'[g];[g][m]overlay=$moon[h];
      [h][g2]overlay=$gold:enable='$(front 0.36 4)'[i];[i][n2]overlay=$ring:enable='$(front 0.36 4)'[j];
      [j]$(title Orbit)[k];[k][7]overlay=0:0:shortest=1,format=yuv420p" \
    -t $seconds -c:v libx264 -preset ultrafast -qp 4 "$work/orbit.mkv"
  local arp; arp=$(note 0.25 0 7 12 16 19 16 12 7 -3 4 9 12 16 12 9 4 -7 0 5 9 12 9 5 0 -5 2 7 11 14 11 7 2)
  local bass; bass=$(note 2 0 -3 -7 -5)
  local voice="0.20*exp(-4*mod(t,0.25))*(sin(2*PI*261.63*$arp*t)+0.3*sin(2*PI*784.9*$arp*t))"
  local low="0.22*sin(2*PI*65.41*$bass*t)"
  ff -f lavfi -i "aevalsrc='$low+$voice*(0.6+0.4*sin(t))|$low+$voice*(0.6-0.4*sin(t))':s=48000:d=$seconds" "$work/orbit.wav"
  vp8 orbit $seconds 560
  finish orbit 14
}

# ---- prism: bands of colour that turn, two chords ----------------------------------------------------------------
prism() {
  local seconds=12
  ff -f lavfi -i "gradients=s=1280x720:r=25:d=$seconds:n=6:seed=7:speed=0.012:c0=0x1a237e:c1=0x0277bd:c2=0x00897b:c3=0xfdd835:c4=0xef6c00:c5=0x8e24aa" \
    -f lavfi -i "$(strip_source $seconds)" -filter_complex "[0]$(title Prism)[a];[a][1]overlay=0:0:shortest=1,format=yuv420p" \
    -t $seconds -c:v libx264 -preset ultrafast -qp 4 "$work/prism.mkv"
  local chord; chord=$(note 3 0 5 -2 7)
  local voice="0.12*(sin(2*PI*220*$chord*t)+sin(2*PI*277.18*$chord*t)+sin(2*PI*329.63*$chord*t))"
  ff -f lavfi -i "aevalsrc='$voice*(0.6+0.4*sin(2*t))|$voice*(0.6-0.4*sin(2*t))':s=48000:d=$seconds" "$work/prism.wav"
  ff -i "$work/prism.mkv" -i "$work/prism.wav" -map 0:v -map 1:a -c:v libvpx-vp9 -pix_fmt yuv420p -deadline good -cpu-used 3 -b:v 330k \
    -maxrate 500k -bufsize 700k -g 25 -keyint_min 25 -auto-alt-ref 0 -lag-in-frames 0 -row-mt 1 -threads 2 \
    "${audio_opus[@]}" "${plain[@]}" -t $seconds -movflags +faststart "$work/prism.mp4"
  finish prism 5
}

# ---- lantern: a warm light that breathes, a hum and a bell --------------------------------------------------------
lantern() {
  local seconds=10
  still night 1280x720 '18+14*Y/H' '14+10*Y/H' '30+26*Y/H'
  still glow 900x900 '255' '190' '90' '235*exp(-pow(hypot(X-450,Y-450)/170,2))'
  still frame 260x420 '40' '26' '22' '255*clip(gt(Y,380)+lt(Y,40)*gt(X,60)*lt(X,200)+between(X,20,34)+between(X,226,240)+between(Y,40,54)*gt(X,20)*lt(X,240),0,1)'
  ff -f lavfi -i "color=black:s=1280x720:r=25:d=$seconds" -loop 1 -framerate 25 -i "$work/night.png" -loop 1 -framerate 25 -i "$work/glow.png" \
    -loop 1 -framerate 25 -i "$work/frame.png" -f lavfi -i "$(strip_source $seconds)" -filter_complex "
      [2]format=rgba,scale=w='800+100*sin(t*2.2)':h='800+100*sin(t*2.2)':eval=frame[g];
      [0][1]overlay=0:0:shortest=1[a];[a][g]overlay='640-w/2+26*sin(t*1.1)':'380-h/2+8*sin(t*3.1)'[b];
      [b][3]overlay='510+26*sin(t*1.1)':180[c];[c]$(title Lantern)[d];[d][4]overlay=0:0:shortest=1,format=yuv420p" \
    -t $seconds -c:v libx264 -preset ultrafast -qp 4 "$work/lantern.mkv"
  ff -f lavfi -i "aevalsrc='0.12*sin(2*PI*98*t)*(0.7+0.3*sin(2.2*t))+0.2*exp(-4*mod(t,2))*sin(2*PI*784*t)|0.12*sin(2*PI*98*t)+0.2*exp(-4*mod(t+1,2))*sin(2*PI*587.33*t)':s=48000:d=$seconds" "$work/lantern.wav"
  ff -i "$work/lantern.mkv" -i "$work/lantern.wav" -map 0:v -map 1:a -c:v libsvtav1 -pix_fmt yuv420p -preset 6 -b:v 260k -g 25 \
    -svtav1-params irefresh-type=2:pred-struct=1:rc=1 "${audio_opus[@]}" "${plain[@]}" -t $seconds -movflags +faststart "$work/lantern.mp4"
  finish lantern 4
}

# ---- tides: two swells under a moon; two sizes, two languages -----------------------------------------------------
tides() {
  local seconds=12
  still dusk 1280x400 '28+60*Y/H' '36+70*Y/H' '84+60*Y/H'
  still moon 160x160 '240' '240' '226' '255*clip((70-hypot(X-80,Y-80))/2,0,1)'
  still swell 2560x360 '20+20*Y/H' '84+40*(1-Y/H)' '120+36*(1-Y/H)' '255*clip(Y-(60+26*sin(2*PI*X/640)+10*sin(2*PI*X/256)),0,1)'
  ff -f lavfi -i "color=0x183048:s=1280x720:r=25:d=$seconds" -loop 1 -framerate 25 -i "$work/dusk.png" -loop 1 -framerate 25 -i "$work/moon.png" \
    -loop 1 -framerate 25 -i "$work/swell.png" -f lavfi -i "$(strip_source $seconds)" -filter_complex "
      [3]format=rgba,split[w1][w2];[w2]colorchannelmixer=rr=0.7:gg=0.8[w2a];
      [0][1]overlay=0:40:shortest=1[a];[a][2]overlay='900-20*t':'110+4*t'[b];
      [b][w2a]overlay='-1280+mod(t*48,1280)':'330+16*sin(t*0.8)'[c];[c][w1]overlay='-mod(t*70,1280)':'410+22*sin(t*1.1)'[d];
      [d]$(title Tides)[e];[e][4]overlay=0:0:shortest=1,format=yuv420p" \
    -t $seconds -c:v libx264 -preset ultrafast -qp 4 "$work/tides.mkv"
  ff -f lavfi -i "aevalsrc='0.25*sin(2*PI*440*t)*(0.7+0.3*sin(2*PI*t/2))|0.25*sin(2*PI*660*t)*(0.7-0.3*sin(2*PI*t/2))':s=48000:d=$seconds" "$work/tides.wav"
  h264 tides $seconds 420
  ff -i "$work/tides.mp4" -f lavfi -i "aevalsrc='0.25*sin(2*PI*523.25*t)*(0.7+0.3*sin(2*PI*t/3))':s=48000:d=$seconds" -map 0:v -map 0:a -map 1:a -c copy \
    -c:a:1 libopus -b:a:1 48k -ac:a:1 1 -frame_duration 20 "${plain[@]}" -metadata:s:a:0 language=eng -metadata:s:a:1 language=deu \
    -t $seconds -movflags +faststart "$work/tides-two.mp4"
  mv "$work/tides-two.mp4" "$work/tides.mp4"
  ff -i "$work/tides.mkv" -vf scale=640:360:flags=lanczos -c:v libx264 "${video_h264[@]:2}" -b:v 170k -maxrate 250k -bufsize 340k -an "${plain[@]}" \
    -t $seconds -movflags +faststart "$work/tides-small.mp4"
  finish tides 6
  mv "$work/tides-small.mp4" tides/media-2.mp4
}

for clip in "${clips[@]}"; do
  if [[ $force == no && -f $clip/media.mp4 && -f $clip/poster.jpg ]]; then
    echo "make-samples: $clip is there (use --force to make it again)"
    continue
  fi
  echo "make-samples: $clip"
  "$clip"
done
