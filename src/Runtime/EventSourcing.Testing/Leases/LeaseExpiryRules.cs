namespace EventSourcing.Testing.Leases;

/// <summary>Leases end by the store's clock.</summary>
internal static class LeaseExpiryRules
{
    public static void AddTo(LeaseCaseList cases)
    {
        cases.Add("an expired lease is given to the next who asks, with a greater token", async s =>
        {
            var first = await s.AcquireAsync("a", "alice", LeaseScene.Short).ConfigureAwait(false);
            await s.UntilExpiredAsync(first).ConfigureAwait(false);
            var second = await s.AcquireAsync("a", "bob").ConfigureAwait(false);
            Expect.True(second.Token > first.Token, $"The token {second.Token} is greater than {first.Token}");
            Expect.Equal("bob", second.Owner, "Its owner");
            await s.RefusedAsync("a", "alice").ConfigureAwait(false);
        });
        cases.Add("an expired lease is given to its former holder as to anybody, with a greater token", async s =>
        {
            var first = await s.AcquireAsync("a", "alice", LeaseScene.Short).ConfigureAwait(false);
            await s.UntilExpiredAsync(first).ConfigureAwait(false);
            var second = await s.AcquireAsync("a", "alice").ConfigureAwait(false);
            Expect.True(second.Token > first.Token, $"The token {second.Token} is greater than {first.Token}");
            Expect.Equal(false, await s.Store.ReleaseAsync(first).ConfigureAwait(false), "Whether the first lease can still be released");
            Expect.Equal(null, await s.Store.ExtendAsync(first, LeaseScene.Long).ConfigureAwait(false), "What extending the first lease gives");
            Expect.Equal(true, await s.Store.ReleaseAsync(second).ConfigureAwait(false), "Whether the second is still held");
        });
        cases.Add("an expired lease can be neither extended nor released, though nobody has taken it", async s =>
        {
            var lease = await s.AcquireAsync("a", "alice", LeaseScene.Short).ConfigureAwait(false);
            await s.UntilExpiredAsync(lease).ConfigureAwait(false);
            Expect.Equal(null, await s.Store.ExtendAsync(lease, LeaseScene.Long).ConfigureAwait(false), "What extending it gives");
            Expect.Equal(false, await s.Store.ReleaseAsync(lease).ConfigureAwait(false), "Whether it was still held");
            await s.AcquireAsync("a", "bob").ConfigureAwait(false);
        });
        cases.Add("a holder whose lease was taken over disturbs the next one in nothing", async s =>
        {
            var first = await s.AcquireAsync("a", "alice", LeaseScene.Short).ConfigureAwait(false);
            await s.UntilExpiredAsync(first).ConfigureAwait(false);
            var second = await s.AcquireAsync("a", "bob").ConfigureAwait(false);
            Expect.Equal(null, await s.Store.ExtendAsync(first, LeaseScene.Long).ConfigureAwait(false), "What extending the lost lease gives");
            Expect.Equal(false, await s.Store.ReleaseAsync(first).ConfigureAwait(false), "Whether the lost lease was still held");
            await s.RefusedAsync("a", "carol").ConfigureAwait(false);
            Expect.Equal(second.Token, (await s.Store.ExtendAsync(second, LeaseScene.Long).ConfigureAwait(false))?.Token, "The token of the holder");
        });
        cases.Add("an extended lease outlives its first end", async s =>
        {
            var first = await s.AcquireAsync("a", "alice", TimeSpan.FromSeconds(10)).ConfigureAwait(false);
            var other = await s.AcquireAsync("b", "alice", LeaseScene.Short).ConfigureAwait(false);
            var extended = await s.Store.ExtendAsync(first, LeaseScene.Long).ConfigureAwait(false);
            await s.UntilExpiredAsync(other).ConfigureAwait(false);
            await s.RefusedAsync("a", "bob").ConfigureAwait(false);
            Expect.Equal(true, await s.Store.ReleaseAsync(extended!).ConfigureAwait(false), "Whether it is still held");
        });
        cases.Add("a lease can be made to end sooner", async s =>
        {
            var lease = await s.AcquireAsync("a", "alice").ConfigureAwait(false);
            var shortened = await s.Store.ExtendAsync(lease, LeaseScene.Short).ConfigureAwait(false);
            Expect.True(shortened!.ExpiresAt < lease.ExpiresAt, $"It ends before {lease.ExpiresAt:O}: {shortened.ExpiresAt:O}");
            await s.UntilExpiredAsync(shortened).ConfigureAwait(false);
            await s.AcquireAsync("a", "bob").ConfigureAwait(false);
        });
    }
}
