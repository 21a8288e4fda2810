/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.mdf.rar.net;

import java.util.Arrays;

/**
 * Who is to be woken next: a binary heap whose entries know their place, so that moving a deadline,
 * which every packet does, allocates nothing and costs a few swaps. For one thread.
 */
final class DeadlineQueue<E extends DeadlineQueue.Entry> {
  /** Someone with a deadline; belongs to one queue at a time. */
  abstract static class Entry {
    private long deadline = Long.MAX_VALUE;
    private int index = -1;

    final long deadline() {
      return deadline;
    }
  }

  private Entry[] heap = new Entry[64];
  private int size;

  boolean isEmpty() {
    return size == 0;
  }

  /** The entry with the earliest deadline, or null. */
  @SuppressWarnings("unchecked")
  E head() {
    return size == 0 ? null : (E) heap[0];
  }

  /** Sets the entry's deadline; {@link Long#MAX_VALUE} takes it out. */
  void set(E entry, long deadline) {
    Entry e = entry;
    if (deadline == Long.MAX_VALUE) {
      remove(entry);
      return;
    }
    e.deadline = deadline;
    if (e.index < 0) {
      if (size == heap.length) {
        heap = Arrays.copyOf(heap, 2 * size);
      }
      e.index = size;
      heap[size++] = e;
    }
    siftUp(e.index);
    siftDown(e.index);
  }

  /** Sets the entry's deadline unless it has an earlier one. */
  void advance(E entry, long deadline) {
    Entry e = entry;
    if (deadline < e.deadline) {
      set(entry, deadline);
    }
  }

  void remove(E entry) {
    Entry e = entry;
    int i = e.index;
    if (i < 0) {
      return;
    }
    e.index = -1;
    e.deadline = Long.MAX_VALUE;
    Entry last = heap[--size];
    heap[size] = null;
    if (last != e) {
      put(last, i);
      siftUp(i);
      siftDown(last.index);
    }
  }

  private void put(Entry e, int i) {
    heap[i] = e;
    e.index = i;
  }

  private void siftUp(int from) {
    int i = from;
    Entry e = heap[i];
    while (i > 0 && heap[(i - 1) / 2].deadline > e.deadline) {
      put(heap[(i - 1) / 2], i);
      i = (i - 1) / 2;
    }
    put(e, i);
  }

  private void siftDown(int from) {
    int i = from;
    Entry e = heap[i];
    while (2 * i + 1 < size) {
      int child = 2 * i + 1;
      if (child + 1 < size && heap[child + 1].deadline < heap[child].deadline) {
        child++;
      }
      if (heap[child].deadline >= e.deadline) {
        break;
      }
      put(heap[child], i);
      i = child;
    }
    put(e, i);
  }
}
