using System.Collections.Immutable;
using CsCheck;
using EventSourcing.Compiler;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace EventSourcing.Generators.Tests.Lock;

/// <summary>The file is read as it is written, and whatever is not right about it is said with its place.</summary>
public class LockFileTests
{
    [Test]
    public void What_is_written_is_read() => RandomLocks.Lock.Sample(
        locked =>
        {
            var text = LockWriter.Write(locked);
            var read = LockReader.Read(text, out var error);
            return error is null && LockWriter.Write(read!) == text && Equal(locked, read!) && text.EndsWith("}\n", StringComparison.Ordinal);
        },
        iter: 2000);

    [Test]
    public void A_part_of_a_file_is_an_error_and_never_an_exception() => RandomLocks.Lock.Sample(
        locked =>
        {
            var text = LockWriter.Write(locked);
            for (var length = 0; length < text.Length - 1; length += 1 + (length / 40))
            {
                if (LockReader.Read(text[..length], out var error) is not null || error is null || error.Place.End > length) return false;
            }

            return true;
        },
        iter: 100);

    [Test]
    public void A_broken_character_is_an_error_or_another_file_and_never_an_exception() => Gen.Select(RandomLocks.Lock, Gen.Int[0, 100_000], Gen.Char[' ', '~']).Sample(
        (locked, at, c) =>
        {
            var text = LockWriter.Write(locked);
            at %= text.Length;
            var read = LockReader.Read(text[..at] + c + text[(at + 1)..], out var error);
            return read is null != error is null;
        },
        iter: 5000);

    [TestCase("", 0, "an object is expected, and the file ends")]
    [TestCase("[]", 0, "an object is expected, and there is '['")]
    [TestCase("""{ "events": {} }""", 2, "the member 'format' must come first")]
    [TestCase("""{ "format": 1 }""", 0, "the member 'events' is missing")]
    [TestCase("{ }", 0, "the member 'format' is missing")]
    [TestCase("""{ "format": 1, "events": {}, "more": 1 }""", 29, "the member 'more' is not known")]
    [TestCase("""{ "format": 0, "events": {} }""", 2, "its format is 0, and formats begin at 1")]
    [TestCase("""{ "format": 9, "shapes": {} }""", 2, "its format is 9, and this version of the package reads up to 1; update the package")]
    [TestCase("""{ "format": 1.5, "events": {} }""", 13, "a comma or the end of the object is expected, and there is '.'")]
    [TestCase("""{ "format": 01, "events": {} }""", 12, "an integer is expected")]
    [TestCase("""{ "format": 99999999999, "events": {} }""", 12, "the number is too large")]
    [TestCase("""{ "format": 1, "events": {}, }""", 29, "a text in double quotes is expected, and there is '}'")]
    [TestCase("""{ "format": 1, "events": {} } // done""", 30, "something follows the end")]
    [TestCase("""{ "format": 1, "events": { "a": {} } }""", 27, "the event 'a' has no version")]
    [TestCase("""{ "format": 1, "events": { "a": { "versions": { "01": {} } } } }""", 48, "'01' is not a version; versions are integers from 1")]
    [TestCase("""{ "format": 1, "events": { "a": { "versions": { "1": {}, "1": {} } } } }""", 57, "the name '1' is there twice")]
    [TestCase("""{ "format": 1, "events": { "a": { "versions": { "1": { "members": { "b": "Line" } } } } } }""", 73, "there is no type 'Line' in 'types'")]
    [TestCase("""{ "format": 1, "events": { "a": { "versions": { "1": { "members": { "b": "int32 =" } } } } } }""", 73, "'int32 =' does not say what the member 'b' is")]
    [TestCase("""{ "format": 1, "events": { "a": { "versions": { "1": { "members": {}, "types": { "B": { "enum": "decimal" } } } } } } }""", 88, "'decimal' is neither 'names' nor an integer type")]
    [TestCase("""{ "format": 1, "events": { "a": { "versions": { "1": { "members": {}, "types": { "B": { "values": {} } } } } } } }""", 81, "a type has either 'members', 'enum' with 'values', or 'discriminator' with 'cases'")]
    [TestCase("""{ "format": 1, "events": { "a": { "versions": { "1": { "members": {}, "types": { "B": { "enum": "uint64", "values": { "C": 18446744073709551616 } } } } } } } }""", 123, "18446744073709551616 is no number of an enum, which has at most 64 bits")]
    [TestCase("""{ "format": 1, "events": { "a\x": {} } }""", 30, "a text has an escape that JSON does not know")]
    public void What_is_wrong_is_said_with_its_place(string text, int at, string message)
    {
        Assert.That(LockReader.Read(text, out var error), Is.Null);
        Assert.That(error!.Message, Is.EqualTo(message));
        Assert.That(error.Place.Start, Is.EqualTo(at));
    }

    [TestCase("string??")]
    [TestCase("map<string>")]
    [TestCase("map<string, int32")]
    [TestCase("converter()")]
    [TestCase("Line []")]
    [TestCase("int32 = nothing")]
    [TestCase("int32 = 'a'b'")]
    [TestCase("= 1")]
    [TestCase("")]
    public void What_is_no_notation_is_refused(string text) => Assert.That(Notation.TryReadMember(text), Is.Null);

    [TestCase("map<", "")]
    [TestCase("", "[]")]
    public void A_notation_of_any_depth_ends(string before, string after) =>
        Assert.That(Notation.TryReadMember(string.Concat(Enumerable.Repeat(before, 100_000)) + "int32" + string.Concat(Enumerable.Repeat(after, 100_000))), Is.Null);

    [Test]
    public void A_file_with_windows_line_ends_and_a_byte_order_mark_is_read()
    {
        var text = "\uFEFF" + LockWriter.Write(new EventsLock()).Replace("\n", "\r\n", StringComparison.Ordinal);
        Assert.That(LockReader.Read(text, out _), Is.Not.Null);
    }

    private static bool Equal(EventsLock left, EventsLock right) =>
        left.Events.Keys.SequenceEqual(right.Events.Keys)
        && left.Events.All(e => right.Events[e.Key].Aliases.SetEquals(e.Value.Aliases)
            && right.Events[e.Key].Versions.Keys.SequenceEqual(e.Value.Versions.Keys)
            && e.Value.Versions.All(v => LockComparer.AreEqual(v.Value, right.Events[e.Key].Versions[v.Key])));
}
