using System.Text;
using System.Text.Json;
using CsCheck;

#pragma warning disable IL2026, IL3050 // What is compared with is System.Text.Json's reflection.

namespace Banking.Json;

/// <summary>Compares the emitted codecs with System.Text.Json over many values.</summary>
internal static class Differential
{
    private const int Values = 200;
    private static readonly bool IsLong = Environment.GetEnvironmentVariable("LONG") == "1";

    /// <summary>How often something is tried: more often in the long form.</summary>
    public static int Times(int usually) => IsLong ? usually * 50 : usually;

    /// <summary>Both write the same bytes, and each reads what the other wrote.</summary>
    /// <param name="values">The values.</param>
    /// <param name="theyCanReadIt">Whether System.Text.Json can read what it writes.</param>
    public static void Same<T>(Gen<T> values, bool theyCanReadIt = true)
        where T : notnull => values.Sample(
        value =>
        {
            var theirs = JsonSerializer.SerializeToUtf8Bytes(value, Codecs.Reference);
            var text = Encoding.UTF8.GetString(theirs);
            Assert.That(Codecs.WriteText(value), Is.EqualTo(text));
            Assert.That(Codecs.WriteText(Codecs.Read<T>(theirs)), Is.EqualTo(text), "ours reads theirs");
            if (theyCanReadIt) Assert.That(JsonSerializer.Serialize(JsonSerializer.Deserialize<T>(Codecs.Write(value), Codecs.Reference), Codecs.Reference), Is.EqualTo(text), "theirs reads ours");
        },
        iter: Times(Values));

    /// <summary>What is written is read back as what writes the same, where System.Text.Json has no form.</summary>
    /// <param name="values">The values.</param>
    /// <param name="expected">What must be written, as far as it is known.</param>
    public static void RoundTrips<T>(Gen<T> values, Func<T, string>? expected = null)
        where T : notnull => values.Sample(
        value =>
        {
            var written = Codecs.WriteText(value);
            if (expected is not null) Assert.That(written, Is.EqualTo(expected(value)));
            Assert.That(Codecs.WriteText(Codecs.Read<T>(written)), Is.EqualTo(written));
        },
        iter: Times(Values));
}
