/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.content.recording;

/**
 * The fragments one cursor has open: that of its picture, that of its sound, and the one it repeats
 * from.
 */
final class FragmentViews implements AutoCloseable {
  /** What a fragment is opened for. */
  enum Use {
    PICTURE,
    SOUND,
    REPEAT
  }

  private final FragmentLog log;
  private final Slot[] slots = {new Slot(), new Slot(), new Slot()};

  private static final class Slot {
    private long number = -1;
    private Fragment.View view;
  }

  FragmentViews(FragmentLog log) {
    this.log = log;
  }

  /** True if it can still be read though the ring has dropped it. */
  boolean holds(Use use, long number) {
    Slot slot = slots[use.ordinal()];
    return slot.number == number && slot.view != null;
  }

  /** The fragment of a number; null if it is gone or was lost. */
  Fragment.View of(Use use, long number) {
    if (use == Use.REPEAT && holds(Use.PICTURE, number)) {
      return slots[Use.PICTURE.ordinal()].view;
    }
    return open(slots[use.ordinal()], number);
  }

  private Fragment.View open(Slot slot, long number) {
    if (slot.number == number && slot.view != null) {
      return slot.view;
    }
    close(slot);
    slot.number = number;
    Fragment fragment = log.snapshot().get(number);
    while (fragment != null && slot.view == null) {
      slot.view = fragment.open();
      Fragment now = log.snapshot().get(number);
      if (slot.view == null && now == fragment) {
        return null; // lost; otherwise it changed its place just now
      }
      fragment = now;
    }
    return slot.view;
  }

  private static void close(Slot slot) {
    if (slot.view != null) {
      slot.view.close();
      slot.view = null;
    }
  }

  @Override
  public void close() {
    for (Slot slot : slots) {
      close(slot);
      slot.number = -1;
    }
  }
}
