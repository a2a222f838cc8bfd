package studio.dictation.app.faults;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import studio.dictation.app.faults.Caller.Request;
import studio.dictation.app.faults.Client.Account;
import studio.dictation.app.faults.Client.Effect;
import studio.dictation.app.http.Answer;

/** Types, collects words, opens videos, is given plans and redeems codes, and looks at each right afterwards. */
final class Learner implements Runnable {
    private static final double DAY_MILLIS = 86_400_000;
    private static final int OPENED_EACH = 5;
    private static final int PLANS_EACH = 20;

    private final Client client;
    private final Client rival;
    private final Client admin;
    private final Account administrator;
    private final String channel;
    private final List<String> videos;
    private final AtomicInteger codes;
    private @Nullable Account typist;
    private @Nullable Account student;
    private int opened;
    private @Nullable Account member;
    private @Nullable Account other;
    private int plans;

    /**
     * @param client        sends what the learner does
     * @param rival         redeems the same codes at the same time
     * @param admin         sends what an administrator does
     * @param administrator who that is
     * @param channel       a channel with at least five videos
     * @param codes         how many were issued, by anybody
     */
    Learner(Client client, Client rival, Client admin, Account administrator, String channel, List<String> videos, AtomicInteger codes) {
        this.client = client;
        this.rival = rival;
        this.admin = admin;
        this.administrator = administrator;
        this.channel = channel;
        this.videos = videos;
        this.codes = codes;
    }

    /** One step. */
    @Override
    public void run() {
        int what = client.random().nextInt(100);
        if (what < 50) {
            type();
        } else if (what < 65) {
            collectAWord();
        } else if (what < 82) {
            openAVideo();
        } else if (what < 92) {
            getAPlan();
        } else {
            redeemACode();
        }
    }

    private void type() {
        if (typist == null) {
            typist = client.register().orElse(null);
            return;
        }
        var account = typist;
        var video = videos.get(client.random().nextInt(3));
        var text = client.nextMark();
        var typed = account.object("text of " + video);
        var studied = account.object("time studied");
        client.write(new Effect(StoredHistory.SAVED, text, List.of(typed, studied), 1),
                Request.post("/user/progress", ("{\"channelId\":\"%s\",\"videoId\":\"%s\",\"userInput\":{\"0\":\"%s\"},"
                        + "\"currentTime\":1,\"overallCompletion\":1,\"duration\":1}").formatted(channel, video, text)),
                account.token(), client.random().nextBoolean(), Set.of(), done -> true);
        client.read(typed, Request.get("/user/progress?channelId=%s&videoId=%s".formatted(channel, video)), account,
                shown -> new Read.Last(textOrNull(shown, "/userInput/0")));
        if (client.random().nextInt(3) == 0) {
            client.read(studied, Request.get("/user/duration"), account, shown -> new Read.Sum(shown.node("totalDuration").asLong()));
        }
    }

    private void collectAWord() {
        if (student == null) {
            enrol();
            return;
        }
        var account = student;
        var word = client.nextMark();
        var words = account.object("words");
        client.write(new Effect(StoredHistory.MISSED, word, List.of(words), 1),
                Request.post("/user/missed-words", "{\"words\":[\"%s\"]}".formatted(word)), account.token(), false, Set.of(), done -> true);
        client.read(words, Request.get("/user/missed-words"), account, shown -> new Read.All(texts(shown, "missed_words")));
    }

    private void openAVideo() {
        if (student == null || opened == OPENED_EACH) {
            enrol();
            return;
        }
        var account = student;
        var video = videos.get(opened++);
        var shownBy = account.object("videos");
        client.write(new Effect(StoredHistory.OPENED, mark(account, channel + ":" + video), List.of(shownBy), 1),
                Request.post("/user/register_dictation", "{\"channelId\":\"%s\",\"videoId\":\"%s\"}".formatted(channel, video)),
                account.token(), client.random().nextBoolean(), Set.of(403), done -> true);
        client.read(shownBy, Request.post("/user/init-quota", ""), account, shown -> new Read.All(
                texts(shown, "videos").stream().map(key -> mark(account, key)).collect(Collectors.toSet())));
    }

    private static String mark(Account account, String video) {
        return StoredHistory.openedMark(video, account.email());
    }

    private void enrol() {
        student = client.register().orElse(null);
        opened = 0;
    }

    private void getAPlan() {
        var account = member();
        if (account == null) {
            return;
        }
        int days = 1 + client.random().nextInt(30);
        var reason = client.nextMark();
        admin.write(new Effect(StoredHistory.GRANTED, reason, List.of(account.object("plan")), days),
                Request.post("/user/update-duration", "{\"emails\":[\"%s\"],\"duration\":%d,\"reason\":\"%s\"}".formatted(account.email(), days, reason)),
                administrator.token(), client.random().nextBoolean(), Set.of(), done -> done.node("/results/0/success").asBoolean());
        readPlan(client, account);
    }

    /** Two want it at the same time. */
    private void redeemACode() {
        var account = member();
        var second = other;
        if (account == null || second == null) {
            return;
        }
        int days = codes.incrementAndGet();
        var issued = admin.write(new Effect(StoredHistory.ISSUED, StoredHistory.issuedMark(days), List.of(), 1),
                Request.post("/payment/generate-custom-code", "{\"days\":%d}".formatted(days)),
                administrator.token(), false, Set.of(), done -> true);
        issued.map(answer -> answer.at("code")).ifPresent(code -> {
            var rivals = CompletableFuture.runAsync(() -> redeem(rival, second, code, days), Thread::startVirtualThread);
            redeem(client, account, code, days);
            rivals.join();
        });
    }

    private static void redeem(Client client, Account account, String code, int days) {
        var random = code.substring(0, code.indexOf('-'));
        client.write(new Effect(StoredHistory.REDEEMED, StoredHistory.redeemedMark(random, account.email()), List.of(account.object("plan")), days),
                Request.post("/payment/verify-code", "{\"code\":\"%s\"}".formatted(code)), account.token(), false, Set.of(404), done -> true);
        readPlan(client, account);
    }

    static void readPlan(Client client, Account account) {
        client.read(account.object("plan"), Request.get("/user/config"), account, shown -> {
            var end = shown.node("/config/plan/expireTime");
            return new Read.Sum(end.isNumber() ? Math.round((end.asLong() - System.currentTimeMillis()) / DAY_MILLIS) : 0);
        });
    }

    private @Nullable Account member() {
        if (member == null || other == null || plans++ == PLANS_EACH) {
            member = client.register().orElse(null);
            other = client.register().orElse(null);
            plans = 0;
        }
        return member;
    }

    private static @Nullable String textOrNull(Answer answer, String field) {
        var node = answer.node(field);
        return node.isString() ? node.asString() : null;
    }

    private static Set<String> texts(Answer answer, String field) {
        var texts = new HashSet<String>();
        StreamSupport.stream(answer.node(field).spliterator(), false).forEach(node -> texts.add(node.asString()));
        return texts;
    }
}
