using EventSourcing.Testing.Stores;

namespace EventSourcing.Testing.Projections;

/// <summary>What the rules for inline projections do again and again.</summary>
internal static class InlineScene
{
    public static ValueTask<InlineProjections> OpenAsync(this StoreScene scene, params ProjectionDescriptor[] projections) => OpenAsync(scene, options: null, projections);

    public static ValueTask<InlineProjections> OpenAsync(this StoreScene scene, InlineProjectionOptions? options, params ProjectionDescriptor[] projections) =>
        InlineProjections.OpenAsync(scene.Transactional, projections.Length > 0 ? projections : [Mirror.Descriptor()], options);

    /// <summary>What a mirror has derived.</summary>
    public static async Task<string[]> MirroredAsync(this StoreScene scene, string name = "mirror") => [.. StoreScene.TextsOf(await scene.ReadAsync(Mirror.StreamOf(name)).ConfigureAwait(false))];

    /// <summary>What a mirror should have derived of the notes that are stored, in the order of the feed.</summary>
    public static async Task<string[]> ExpectedAsync(this StoreScene scene) =>
        [.. (await scene.ReadAllAsync().ConfigureAwait(false)).Where(e => e.Data is NoteTaken).Select(e => $"{e.Stream.Key}@{e.Version} {((NoteTaken)e.Data).Text}")];

    /// <summary>Checks that each note was handled once, in the order of the feed.</summary>
    public static async Task ExpectMirroredAsync(this StoreScene scene, string name = "mirror") =>
        Expect.Sequence(await scene.ExpectedAsync().ConfigureAwait(false), await scene.MirroredAsync(name).ConfigureAwait(false), $"What '{name}' has derived of the notes in the feed");
}
