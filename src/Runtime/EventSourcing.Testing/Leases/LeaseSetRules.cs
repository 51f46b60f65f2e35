namespace EventSourcing.Testing.Leases;

/// <summary>Many leases at once, as a node has them.</summary>
internal static class LeaseSetRules
{
    public static void AddTo(LeaseCaseList cases)
    {
        cases.Add("many leases are extended together, and those that are not held are told apart", async s =>
        {
            var mine = new List<Lease>();
            foreach (var name in (string[])["c", "a", "имя", "b"]) mine.Add(await s.AcquireAsync(name, "alice").ConfigureAwait(false));
            var other = await s.AcquireAsync("d", "bob").ConfigureAwait(false);
            await s.Store.ReleaseAsync(mine[3]).ConfigureAwait(false);
            Lease[] asked = [mine[0], mine[1] with { Token = mine[1].Token + 1 }, mine[2], mine[3], other with { Owner = "alice" }, new Lease("never", "alice", 1, mine[0].ExpiresAt)];
            var extended = await s.Store.ExtendManyAsync(asked, LeaseScene.Long * 2).ConfigureAwait(false);
            Expect.Sequence([("c", "alice", mine[0].Token), null, ("имя", "alice", mine[2].Token), null, null, null], extended.Select(l => l is null ? ((string, string, long)?)null : (l.Name, l.Owner, l.Token)), "The extended leases");
            Expect.True(extended[0]!.ExpiresAt > mine[0].ExpiresAt && extended[2]!.ExpiresAt > mine[2].ExpiresAt, $"They end later: {extended[0]!.ExpiresAt:O}, {extended[2]!.ExpiresAt:O}");
            Expect.Equal(true, await s.Store.ReleaseAsync(mine[1]).ConfigureAwait(false), "Whether the one with another token is still held as it was");
            Expect.Equal(0, (await s.Store.ExtendManyAsync([], LeaseScene.Long).ConfigureAwait(false)).Count, "How many leases come of none");
        });
        cases.Add("leases that were extended together outlive their first end, and others do not", async s =>
        {
            var kept = await s.AcquireAsync("a", "alice", LeaseScene.Short).ConfigureAwait(false);
            var lapsed = await s.AcquireAsync("b", "alice", LeaseScene.Short).ConfigureAwait(false);
            if ((await s.Store.ExtendManyAsync([kept], LeaseScene.Long).ConfigureAwait(false))[0] is not { } extended) return;
            await s.UntilExpiredAsync(lapsed).ConfigureAwait(false);
            await s.RefusedAsync("a", "bob").ConfigureAwait(false);
            var both = await s.Store.ExtendManyAsync([extended, lapsed], LeaseScene.Long).ConfigureAwait(false);
            Expect.Sequence([extended.Token, null], both.Select(l => l?.Token), "The tokens when both are extended");
        });
        cases.Add("the leases that are held are listed by the beginning of their names", async s =>
        {
            foreach (var name in (string[])["x/b", "x/a", "X/a", "x/%", "x", "y/a", "x/released"]) await s.AcquireAsync(name, "alice").ConfigureAwait(false);
            var released = (await s.Store.ListAsync("x/released").ConfigureAwait(false))[0];
            await s.Store.ReleaseAsync(released).ConfigureAwait(false);
            Expect.Sequence(["x/%", "x/a", "x/b"], (await s.Store.ListAsync("x/").ConfigureAwait(false)).Select(l => l.Name), "The names that begin with x/");
            Expect.Sequence(["x/%"], (await s.Store.ListAsync("x/%").ConfigureAwait(false)).Select(l => l.Name), "The names that begin with x/%");
            Expect.Equal(6, (await s.Store.ListAsync("").ConfigureAwait(false)).Count, "How many leases there are");
            var lease = (await s.Store.ListAsync("y/").ConfigureAwait(false))[0];
            Expect.Equal("alice", lease.Owner, "Its owner");
            Expect.Equal(true, await s.Store.ReleaseAsync(lease).ConfigureAwait(false), "Whether a listed lease has the token of the one that is held");
        });
        cases.Add("an expired lease is not listed", async s =>
        {
            var lease = await s.AcquireAsync("x/a", "alice", LeaseScene.Short).ConfigureAwait(false);
            await s.UntilExpiredAsync(lease).ConfigureAwait(false);
            Expect.Equal(0, (await s.Store.ListAsync("x/").ConfigureAwait(false)).Count, "How many leases are listed");
        });
        cases.Add("what cannot be extended together or listed is refused", async s =>
        {
            var lease = await s.AcquireAsync("a", "alice").ConfigureAwait(false);
            await Expect.ThrowsAsync<ArgumentNullException>(() => s.Store.ExtendManyAsync(null!, LeaseScene.Long).AsTask(), "Extending no list").ConfigureAwait(false);
            await Expect.ThrowsAsync<ArgumentNullException>(() => s.Store.ExtendManyAsync([null!], LeaseScene.Long).AsTask(), "Extending no lease").ConfigureAwait(false);
            await Expect.ThrowsAsync<ArgumentException>(() => s.Store.ExtendManyAsync([lease, lease], LeaseScene.Long).AsTask(), "Extending a lease twice").ConfigureAwait(false);
            await Expect.ThrowsAsync<ArgumentOutOfRangeException>(() => s.Store.ExtendManyAsync([lease], TimeSpan.Zero).AsTask(), "Extending for no time").ConfigureAwait(false);
            await Expect.ThrowsAsync<ArgumentNullException>(() => s.Store.ListAsync(null!).AsTask(), "Listing without a beginning").ConfigureAwait(false);
            await Expect.ThrowsAsync<ArgumentException>(() => s.Store.ListAsync("a\0").AsTask(), "Listing what cannot be a name").ConfigureAwait(false);
            var cancelled = new CancellationToken(canceled: true);
            await Expect.ThrowsAsync<OperationCanceledException>(() => s.Store.ExtendManyAsync([lease], LeaseScene.Long, cancelled).AsTask(), "Extending with a cancelled token").ConfigureAwait(false);
            await Expect.ThrowsAsync<OperationCanceledException>(() => s.Store.ListAsync("", cancelled).AsTask(), "Listing with a cancelled token").ConfigureAwait(false);
        });
    }
}
