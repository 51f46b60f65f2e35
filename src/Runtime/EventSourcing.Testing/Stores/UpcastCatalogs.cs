using System.Globalization;
using System.Text.Json;

namespace EventSourcing.Testing.Stores;

/// <summary>One small domain in its first and in its third version. Texts are marked with the way that they have gone.</summary>
internal static class UpcastCatalogs
{
    public const string Saved = "contract-draft-saved";
    public const string FormerlySaved = "contract-draft-stored";
    public const string Swapped = "contract-drafts-swapped";
    public const string Dropped = "contract-draft-dropped";
    public const string Counted = "contract-drafts-counted";
    public const string Signed = "contract-draft-signed";
    public const string Torn = "contract-draft-torn";

    /// <summary>What the first version writes.</summary>
    public static EventCatalog First { get; } = new(
        [
            Describe(Saved, 1, (DraftSaved e) => e.Text, text => new DraftSaved(text)),
            Describe(Swapped, 1, (DraftsSwapped e) => e.Text, text => new DraftsSwapped(text)),
            Describe(Dropped, 1, (DraftDropped e) => e.Text, text => new DraftDropped(text)),
            Describe(Counted, 1, (DraftsCounted e) => e.Text, text => new DraftsCounted(text)),
            Describe(Signed, 4, (DraftSigned e) => e.Text, text => new DraftSigned(text)),
            Describe(Torn, 1, (DraftTorn e) => e.Text, text => new DraftTorn(text)),
        ],
        []);

    /// <summary>What the first version writes, before the name that it has now.</summary>
    public static EventCatalog BeforeFirst { get; } = new([Describe(FormerlySaved, 1, (DraftSaved e) => e.Text, text => new DraftSaved(text))], []);

    /// <summary>What the third version reads.</summary>
    public static EventCatalog Third { get; } = new(
        [
            Describe(Saved, 3, (DraftKept e) => e.Text, text => new DraftKept(text), FormerlySaved),
            Describe(Swapped, 1, (DraftsSwapped e) => e.Text, text => new DraftsSwapped(text)),
            Describe(Dropped, 1, (DraftDropped e) => e.Text, text => new DraftDropped(text)),
            Describe(Counted, 1, (DraftsCounted e) => e.Text, text => new DraftsCounted(text)),
            Describe(Signed, 4, (DraftSigned e) => e.Text, text => new DraftSigned(text)),
            Describe(Torn, 1, (DraftTorn e) => e.Text, text => new DraftTorn(text)),
        ],
        [],
        [
            EventUpcaster.FromJsonObject(Saved, 1, "Drafts.Second", static (old, _, results) => results.AddJson(new() { ["body"] = old["text"]!.GetValue<string>() + "2" }), to: 2),
            EventUpcaster.FromJsonElement(Saved, 2, "Drafts.Third", static (old, _, results) => results.Add(new DraftKept(old.GetProperty("body").GetString() + "3")), [typeof(DraftKept)]),
            EventUpcaster.FromEvent<DraftsSwapped>(
                "Drafts.Unswap",
                static (old, _, results) =>
                {
                    results.Add(new DraftKept(old.Text + "a"));
                    results.Add(new DraftDropped(old.Text + "b"));
                },
                [typeof(DraftKept), typeof(DraftDropped)]),
            EventUpcaster.FromEvent<DraftsCounted>("Drafts.Uncount", static (old, _, results) => results.AddAll(Uncount(old)), [typeof(object)]),
            EventUpcaster.FromEvent<DraftSigned>("Drafts.Unsign", static (old, metadata, results) => results.Add(new DraftKept($"{old.Text} by {metadata.Actor}")), [typeof(DraftKept)]),
            EventUpcaster.FromEvent<DraftTorn>("Drafts.Mend", static (old, _, _) => throw new JsonException("torn: " + old.Text), [typeof(DraftKept)]),
        ]);

    private static IEnumerable<object> Uncount(DraftsCounted old)
    {
        var count = int.Parse(old.Text, CultureInfo.InvariantCulture);
        for (var i = 1; i <= count; i++) yield return new DraftKept(string.Create(CultureInfo.InvariantCulture, $"{i}/{count}"));
    }

    private static EventDescriptor<TEvent> Describe<TEvent>(string name, int version, Func<TEvent, string> textOf, Func<string, TEvent> make, params IReadOnlyList<string> aliases)
        where TEvent : notnull => new(name, version, new TextCodec<TEvent>(textOf, make), aliases);
}
