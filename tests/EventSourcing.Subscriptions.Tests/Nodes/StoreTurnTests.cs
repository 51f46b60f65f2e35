using CsCheck;

namespace EventSourcing.Subscriptions.Tests;

/// <summary>Who may use a connection of the store, and when.</summary>
internal sealed class StoreTurnTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Test]
    public void There_are_never_more_turns_than_may_be_and_none_is_lost_or_kept_from_those_who_wait() =>
        Gen.Select(Gen.Int[1, 4], Gen.Select(Gen.Int[0, 3], Gen.Int[0, 100]).Array[0, 60]).Sample((most, steps) =>
        {
            var turns = new StoreTurns(most);
            StoreTurnTaker[] takers = [new(turns), new(turns), new(turns)];
            var (held, waiting) = (new List<StoreTurn>(), new List<(Task<StoreTurn> Turn, StoreTurnTaker Taker, CancellationTokenSource Withdrawal)>());
            foreach (var (kind, draw) in steps)
            {
                if (kind < 2)
                {
                    var withdrawal = new CancellationTokenSource();
                    var isFree = held.Count < most;
                    var turn = takers[draw % 3].TakeAsync(withdrawal.Token).AsTask();
                    Assert.That(turn.IsCompleted, Is.EqualTo(isFree));
                    if (isFree) held.Add(turn.Result);
                    else waiting.Add((turn, takers[draw % 3], withdrawal));
                }
                else if (kind == 2 && held.Count > 0)
                {
                    EndOne(draw);
                }
                else if (waiting.Count > 0)
                {
                    var (turn, _, withdrawal) = waiting[draw % waiting.Count];
                    withdrawal.Cancel();
                    Assert.That(async () => await turn, Throws.InstanceOf<OperationCanceledException>());
                    waiting.RemoveAt(draw % waiting.Count);
                }

                Assert.That(takers.Select(t => t.Turns), Is.EqualTo(takers.Select(t => held.Count(h => h.Taker == t))));
            }

            while (held.Count > 0) EndOne(0);
            Assert.That(waiting, Is.Empty);

            void EndOne(int draw)
            {
                var ended = held[draw % held.Count];
                held.Remove(ended);

                // Of those who have the fewest, the one that has waited for longest.
                var next = waiting.Count == 0 ? default : waiting.MinBy(w => w.Taker.Turns - (w.Taker == ended.Taker ? 1 : 0));
                ended.Dispose();
                ended.Dispose();
                if (next.Turn is null) return;

                // Whose turn it is not must not have it either, which is seen at once.
                var begun = Task.WaitAny([.. waiting.Select(w => w.Turn)], Patience);
                Assert.That(begun, Is.EqualTo(waiting.IndexOf(next)));
                waiting.Remove(next);
                Assert.That(waiting.Select(w => w.Turn.IsCompleted), Has.None.True);
                held.Add(next.Turn.Result);
            }
        });
}
