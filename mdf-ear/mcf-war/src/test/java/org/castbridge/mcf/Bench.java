/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.mcf;

import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.castbridge.mcf.choice.MdfDirectory;
import org.castbridge.mcf.choice.MdfNode;
import org.castbridge.mcf.session.ContentOffer;
import org.castbridge.mcf.session.ControlObserver;
import org.castbridge.mcf.session.ControlledSession;
import org.castbridge.mcf.session.Counters;
import org.castbridge.mcf.session.EndReason;
import org.castbridge.mcf.session.MediaControl;
import org.castbridge.mcf.session.SessionTable;
import org.castbridge.mcf.session.SetUpRefusal;
import org.castbridge.mcf.session.Showing;
import org.castbridge.mcf.xp.XpClient;
import org.castbridge.mcf.xp.XpException;

/**
 * A Media Control Function without container, over fake Media Delivery Functions and with a clock
 * of the test's.
 */
public final class Bench implements ControlObserver {
  public static final ControlledSession.Patience PATIENCE =
      new ControlledSession.Patience(
          Duration.ofSeconds(60), Duration.ofSeconds(40), Duration.ofSeconds(60));

  public final AtomicLong clock = new AtomicLong(1_000_000_000);
  public final List<String> events = Collections.synchronizedList(new ArrayList<>());
  public final MediaControl control;

  public Bench(FakeMdf... mdfs) {
    XpClient client =
        new XpClient(HttpClient.newHttpClient(), Duration.ofSeconds(5), Duration.ofSeconds(5));
    List<MdfNode> nodes = List.of(mdfs).stream().map(mdf -> new MdfNode(mdf.base(), "")).toList();
    control =
        new MediaControl(
            new MediaControl.Settings(
                "127.0.0.1", 8554, "http://127.0.0.1:8080/mcf/xp-events/", PATIENCE),
            client,
            new MdfDirectory(nodes, client, Duration.ofSeconds(2), clock::get),
            new SessionTable(),
            new Counters(),
            this,
            clock::get);
    control.connect(
        session -> {
          events.add("BYE");
          return CompletableFuture.completedFuture(null);
        });
  }

  public ControlledSession open(String contentId) throws SetUpRefusal {
    return control.open(
        contentId, ContentOffer.parse(Offers.FILM), new ControlledSession.Dialogue("app", "sip"));
  }

  /** A broadcast session, set up and acknowledged. */
  public ControlledSession watching(String service) throws SetUpRefusal {
    ContentOffer offer = ContentOffer.parse(Offers.channel(service, "basic"));
    ControlledSession session =
        control.open(
            Showing.of(offer.broadcast()), offer, new ControlledSession.Dialogue("app", "sip"));
    setUp(session);
    session.acknowledged(control.now());
    return session;
  }

  /** A session set up and acknowledged. */
  public ControlledSession established() throws SetUpRefusal {
    ControlledSession session = open("harbour");
    setUp(session);
    session.acknowledged(control.now());
    return session;
  }

  /** The answer, or the refusal thrown. */
  public String setUp(ControlledSession session) throws SetUpRefusal {
    try {
      return control.setUp(session, null).orTimeout(10, TimeUnit.SECONDS).join();
    } catch (CompletionException e) {
      throw SetUpRefusal.of(e);
    }
  }

  public void pass(Duration time) {
    clock.addAndGet(time.toNanos());
  }

  @Override
  public void answered(ControlledSession session, String mdf) {
    events.add("answered");
  }

  @Override
  public void mdfFailed(String mdf, XpException e) {
    events.add("failed " + e.kind());
  }

  @Override
  public void ended(ControlledSession session, EndReason reason) {
    events.add("ended " + reason);
  }

  @Override
  public void notReleased(ControlledSession session, XpException e) {
    events.add("not released " + e.kind());
  }
}
