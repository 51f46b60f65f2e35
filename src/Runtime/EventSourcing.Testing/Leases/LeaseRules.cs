namespace EventSourcing.Testing.Leases;

/// <summary>Who gets a lease, and with which token.</summary>
internal static class LeaseRules
{
    public static void AddTo(LeaseCaseList cases)
    {
        cases.Add("a free lease is given, with name, owner, token and end", async s =>
        {
            var lease = await s.AcquireAsync("a", "alice").ConfigureAwait(false);
            Expect.Equal(("a", "alice"), (lease.Name, lease.Owner), "The lease");
            Expect.True(lease.Token > 0, $"Its token is greater than zero: {lease.Token}");
            var left = lease.ExpiresAt - await s.NowAsync().ConfigureAwait(false);
            Expect.True(left <= LeaseScene.Long && left > LeaseScene.Long / 2, $"It ends after the time that was asked for: in {left}");
        });
        cases.Add("a lease that is held is given to nobody, not even to its holder again", async s =>
        {
            var held = await s.AcquireAsync("a", "alice").ConfigureAwait(false);
            await s.RefusedAsync("a", "bob").ConfigureAwait(false);
            await s.RefusedAsync("a", "alice").ConfigureAwait(false);
            Expect.Equal(held.Token, (await s.Store.ExtendAsync(held, LeaseScene.Long).ConfigureAwait(false))?.Token, "The token of the holder, who extends it");
        });
        cases.Add("leases of different names have nothing to do with each other", async s =>
        {
            string[] names = ["a", "A", "a ", "ä", "имя", "名/👩‍👧", "'; --", "100%_", new string('n', 200), new string('键', 200)];
            foreach (var name in names) Expect.Equal(name, (await s.AcquireAsync(name, "alice").ConfigureAwait(false)).Name, "The name of the lease");
            foreach (var name in names) await s.RefusedAsync(name, "bob").ConfigureAwait(false);
        });
        cases.Add("a released lease is free at once, and the next token is greater", async s =>
        {
            var token = 0L;
            foreach (var owner in (string[])["alice", "bob", "alice", "alice"])
            {
                var lease = await s.AcquireAsync("a", owner).ConfigureAwait(false);
                Expect.True(lease.Token > token, $"The token {lease.Token} is greater than {token}");
                token = lease.Token;
                Expect.Equal(true, await s.Store.ReleaseAsync(lease).ConfigureAwait(false), "Whether it was still held");
            }
        });
        cases.Add("a lease is released once, and by its holder alone", async s =>
        {
            var lease = await s.AcquireAsync("a", "alice").ConfigureAwait(false);
            Expect.Equal(false, await s.Store.ReleaseAsync(lease with { Owner = "bob" }).ConfigureAwait(false), "Whether another owner releases it");
            Expect.Equal(false, await s.Store.ReleaseAsync(lease with { Token = lease.Token + 1 }).ConfigureAwait(false), "Whether another token releases it");
            Expect.Equal(false, await s.Store.ReleaseAsync(lease with { Name = "b" }).ConfigureAwait(false), "Whether a lease that nobody has is released");
            await s.RefusedAsync("a", "bob").ConfigureAwait(false);
            Expect.Equal(true, await s.Store.ReleaseAsync(lease).ConfigureAwait(false), "Whether its holder releases it");
            Expect.Equal(false, await s.Store.ReleaseAsync(lease).ConfigureAwait(false), "Whether he does so again");
        });
        cases.Add("an extended lease keeps its token and ends later", async s =>
        {
            var lease = await s.AcquireAsync("a", "alice", LeaseScene.Long).ConfigureAwait(false);
            var extended = await s.Store.ExtendAsync(lease, LeaseScene.Long * 2).ConfigureAwait(false);
            Expect.Equal((lease.Name, lease.Owner, lease.Token), (extended!.Name, extended.Owner, extended.Token), "The extended lease");
            Expect.True(extended.ExpiresAt > lease.ExpiresAt, $"It ends later than {lease.ExpiresAt:O}: {extended.ExpiresAt:O}");
            Expect.Equal(true, await s.Store.ReleaseAsync(extended).ConfigureAwait(false), "Whether it is still held");
        });
        cases.Add("a lease is extended by its holder alone, and not after it was released", async s =>
        {
            var lease = await s.AcquireAsync("a", "alice").ConfigureAwait(false);
            foreach (var other in new[] { lease with { Owner = "bob" }, lease with { Token = lease.Token - 1 }, lease with { Name = "b" } })
                Expect.Equal(null, await s.Store.ExtendAsync(other, LeaseScene.Long).ConfigureAwait(false), $"What extending {other} gives");
            await s.Store.ReleaseAsync(lease).ConfigureAwait(false);
            Expect.Equal(null, await s.Store.ExtendAsync(lease, LeaseScene.Long).ConfigureAwait(false), "What extending a released lease gives");
        });
        cases.Add("of many that ask at once, one gets the lease", async s =>
        {
            var tokens = new List<long>();
            for (var round = 0; round < 10; round++)
            {
                var leases = await Task.WhenAll(Enumerable.Range(0, 12).Select(i => Task.Run(() => s.Store.TryAcquireAsync("a", $"owner {i}", LeaseScene.Long).AsTask()))).ConfigureAwait(false);
                var held = leases.OfType<Lease>().ToArray();
                Expect.Equal(1, held.Length, "How many of 12 get the lease");
                tokens.Add(held[0].Token);
                await s.Store.ReleaseAsync(held[0]).ConfigureAwait(false);
            }

            Expect.Sequence(tokens.Order().Distinct(), tokens, "The tokens, which grow");
        });
        AddRefusals(cases);
    }

    private static void AddRefusals(LeaseCaseList cases)
    {
        cases.Add("names, owners and times that cannot be are refused", async s =>
        {
            foreach (var text in new[] { "", new string('n', 201), "a\0b", "half of a pair \ud800" })
            {
                await Expect.ThrowsAsync<ArgumentException>(() => s.Store.TryAcquireAsync(text, "alice", LeaseScene.Long).AsTask(), $"A lease with a name of {text.Length} characters").ConfigureAwait(false);
                await Expect.ThrowsAsync<ArgumentException>(() => s.Store.TryAcquireAsync("a", text, LeaseScene.Long).AsTask(), $"An owner with a name of {text.Length} characters").ConfigureAwait(false);
            }

            await Expect.ThrowsAsync<ArgumentNullException>(() => s.Store.TryAcquireAsync(null!, "alice", LeaseScene.Long).AsTask(), "A lease without a name").ConfigureAwait(false);
            await Expect.ThrowsAsync<ArgumentNullException>(() => s.Store.ExtendAsync(null!, LeaseScene.Long).AsTask(), "Extending no lease").ConfigureAwait(false);
            await Expect.ThrowsAsync<ArgumentNullException>(() => s.Store.ReleaseAsync(null!).AsTask(), "Releasing no lease").ConfigureAwait(false);
            var lease = await s.AcquireAsync("a", "alice").ConfigureAwait(false);
            foreach (var duration in new[] { TimeSpan.Zero, TimeSpan.FromSeconds(-1), Timeout.InfiniteTimeSpan, TimeSpan.MaxValue })
            {
                await Expect.ThrowsAsync<ArgumentOutOfRangeException>(() => s.Store.TryAcquireAsync("b", "alice", duration).AsTask(), $"A lease for {duration}").ConfigureAwait(false);
                await Expect.ThrowsAsync<ArgumentOutOfRangeException>(() => s.Store.ExtendAsync(lease, duration).AsTask(), $"Extending a lease by {duration}").ConfigureAwait(false);
            }
        });
        cases.Add("a cancelled attempt takes nothing", async s =>
        {
            var cancelled = new CancellationToken(canceled: true);
            await Expect.ThrowsAsync<OperationCanceledException>(() => s.Store.TryAcquireAsync("a", "alice", LeaseScene.Long, cancelled).AsTask(), "Taking a lease with a cancelled token").ConfigureAwait(false);
            var lease = await s.AcquireAsync("a", "bob").ConfigureAwait(false);
            await Expect.ThrowsAsync<OperationCanceledException>(() => s.Store.ExtendAsync(lease, LeaseScene.Long, cancelled).AsTask(), "Extending a lease with a cancelled token").ConfigureAwait(false);
            await Expect.ThrowsAsync<OperationCanceledException>(() => s.Store.ReleaseAsync(lease, cancelled).AsTask(), "Releasing a lease with a cancelled token").ConfigureAwait(false);
            await s.RefusedAsync("a", "alice").ConfigureAwait(false);
        });
    }
}
