package dev.darkroom.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.DuplicateKeyException;

class GroupCommitTest {

    private static final GroupCommit.Bounds ONE_LANE = new GroupCommit.Bounds(100, 10, 1);

    @Test
    void what_arrives_while_a_commit_runs_shares_the_next_one_and_everyone_gets_the_own_answer() throws Exception {
        var groups = new CopyOnWriteArrayList<Integer>();
        var firstIsRunning = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        try (var commits = new GroupCommit<Integer, String>("test", ONE_LANE, group -> {
            groups.add(group.size());
            firstIsRunning.countDown();
            await(goOn);
            return group.stream().map(i -> "stored " + i).toList();
        })) {
            var first = commits.submit(0);
            firstIsRunning.await();
            var others = IntStream.rangeClosed(1, 9).mapToObj(commits::submit).toList();
            goOn.countDown();

            assertThat(first.get()).isEqualTo("stored 0");
            for (int i = 0; i < others.size(); i++) {
                assertThat(others.get(i).get()).isEqualTo("stored " + (i + 1));
            }
            assertThat(groups).containsExactly(1, 9);
        }
    }

    @Test
    void one_bad_row_fails_alone() throws Exception {
        var firstIsRunning = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        try (var commits = new GroupCommit<Integer, Integer>("test", ONE_LANE, group -> {
            firstIsRunning.countDown();
            await(goOn);
            if (group.contains(3)) {
                throw new DuplicateKeyException("3 is there already");
            }
            return group;
        })) {
            var answers = new ArrayList<CompletableFuture<Integer>>();
            answers.add(commits.submit(0));
            firstIsRunning.await();
            IntStream.rangeClosed(1, 5).mapToObj(commits::submit).forEach(answers::add);
            goOn.countDown();

            for (int i : List.of(0, 1, 2, 4, 5)) {
                assertThat(answers.get(i).get()).isEqualTo(i);
            }
            assertThatThrownBy(() -> answers.get(3).get()).hasCauseInstanceOf(DuplicateKeyException.class);
        }
    }

    @Test
    void without_a_database_the_whole_group_is_told_after_one_try() throws Exception {
        var tries = new CopyOnWriteArrayList<Integer>();
        var firstIsRunning = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        try (var commits = new GroupCommit<Integer, Integer>("test", ONE_LANE, group -> {
            tries.add(group.size());
            firstIsRunning.countDown();
            await(goOn);
            throw new DataAccessResourceFailureException("no connection");
        })) {
            var first = commits.submit(0);
            firstIsRunning.await();
            var others = IntStream.rangeClosed(1, 5).mapToObj(commits::submit).toList();
            goOn.countDown();

            assertThatThrownBy(first::get).hasCauseInstanceOf(DataAccessResourceFailureException.class);
            for (var other : others) {
                assertThatThrownBy(other::get).hasCauseInstanceOf(DataAccessResourceFailureException.class);
            }
            assertThat(tries).containsExactly(1, 5);
        }
    }

    @Test
    void what_finds_no_room_is_refused_at_once() throws Exception {
        var firstIsRunning = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        try (var commits = new GroupCommit<Integer, Integer>("test", new GroupCommit.Bounds(1, 1, 1), group -> {
            firstIsRunning.countDown();
            await(goOn);
            return group;
        })) {
            var running = commits.submit(0);
            firstIsRunning.await();
            var waiting = commits.submit(1);

            assertThat(commits.submit(2)).isCompletedExceptionally();

            goOn.countDown();
            assertThat(running.get()).isZero();
            assertThat(waiting.get()).isEqualTo(1);
        }
    }

    @Test
    void closing_commits_what_waits_and_refuses_what_comes_later() throws Exception {
        var commits = new GroupCommit<Integer, Integer>("test", ONE_LANE, group -> group);
        var answer = commits.submit(7);
        commits.close();

        assertThat(answer.get()).isEqualTo(7);
        assertThat(commits.submit(8)).isCompletedExceptionally();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }
}
