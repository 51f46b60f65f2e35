using System.Globalization;
using System.Text;
using System.Text.Json;

namespace EventSourcing.Serialization;

/// <summary>
/// Finds which member stands at a place in JSON. Codecs report places only, which costs them nothing as long as all goes well; the path to the place is
/// found afterwards, by going through the JSON again.
/// </summary>
internal static class JsonMemberPath
{
    /// <summary>The same error with the whole path to its member, from the payload that could not be read.</summary>
    public static SerializationException Locate(SerializationException error, ReadOnlySpan<byte> payload) =>
        With(error, Find(new Utf8JsonReader(payload), error.ByteOffset));

    /// <summary>The same error with the path from where a reader was when the value began.</summary>
    public static SerializationException Locate(SerializationException error, Utf8JsonReader start) =>
        error.ByteOffset < 0 ? error : With(error, FindWithin(start, error.ByteOffset));

    /// <summary>A path as System.Text.Json has it: <c>$.lines[2].price</c>.</summary>
    public static string InJson(string member) => member.Length == 0 ? "$" : member[0] == '[' ? "$" + member : "$." + member;

    /// <summary>The same error with the whole path to its member, from what was written before it.</summary>
    public static SerializationException LocateEnd(SerializationException error, ReadOnlySpan<byte> written)
    {
        // A number at the very end counts as complete only when something follows it.
        byte[] terminated = [.. written, (byte)' '];
        return With(error, FindEnd(terminated));
    }

    private static SerializationException With(SerializationException error, string container)
    {
        var member = container.Length == 0 ? error.Member : error.Member.Length == 0 ? container : $"{container}.{error.Member}";
        return member == error.Member ? error : new SerializationException(error.Problem, member, error.ByteOffset, error.InnerException);
    }

    /// <summary>The path of a token inside of the value on which the reader stands already.</summary>
    private static string FindWithin(Utf8JsonReader reader, long offset)
    {
        var frames = new List<Frame>();
        if (reader.TokenStartIndex >= offset) return "";
        if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray) frames.Add(new Frame(reader.TokenType == JsonTokenType.StartArray));
        return Find(reader, offset, frames);
    }

    /// <summary>The path of the token that begins at an offset, or of the object or array that ends there.</summary>
    private static string Find(Utf8JsonReader reader, long offset) => Find(reader, offset, []);

    private static string Find(Utf8JsonReader reader, long offset, List<Frame> frames)
    {
        try
        {
            while (reader.Read())
            {
                var ends = reader.TokenType is JsonTokenType.EndObject or JsonTokenType.EndArray;
                if (ends && frames.Count == 0) break;
                if (ends) frames.RemoveAt(frames.Count - 1);
                else Enter(ref reader, frames);
                if (reader.TokenStartIndex >= offset) break;
                if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray) frames.Add(new Frame(reader.TokenType == JsonTokenType.StartArray));
            }
        }
        catch (JsonException)
        {
            // The payload ends, or stops being JSON, before the place: the path so far is the best that can be said.
        }

        return Render(frames);
    }

    /// <summary>The path of the value that would be written next; where that would be a member's name, of the object that has the member.</summary>
    private static string FindEnd(ReadOnlySpan<byte> written)
    {
        var reader = new Utf8JsonReader(written, isFinalBlock: false, state: default);
        var frames = new List<Frame>();
        while (reader.Read())
        {
            if (reader.TokenType is JsonTokenType.EndObject or JsonTokenType.EndArray)
            {
                frames.RemoveAt(frames.Count - 1);
                continue;
            }

            Enter(ref reader, frames);
            if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray) frames.Add(new Frame(reader.TokenType == JsonTokenType.StartArray));
        }

        if (frames is [.., { IsArray: true } array]) array.Index++;
        else if (frames is [.., { IsArray: false } last] && reader.TokenType != JsonTokenType.PropertyName) last.Name = "";
        return Render(frames);
    }

    /// <summary>Notes the name of a member, or counts an element.</summary>
    private static void Enter(ref Utf8JsonReader reader, List<Frame> frames)
    {
        if (frames.Count == 0) return;
        if (frames[^1].IsArray) frames[^1].Index++;
        else if (reader.TokenType == JsonTokenType.PropertyName) frames[^1].Name = NameOf(ref reader);
    }

    private static string NameOf(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException)
        {
            // The name is not valid UTF-8, or escapes half a character.
            return Encoding.UTF8.GetString(reader.ValueSpan);
        }
    }

    private static string Render(List<Frame> frames)
    {
        var path = new StringBuilder();
        foreach (var frame in frames)
        {
            if (frame.IsArray)
            {
                if (frame.Index >= 0) path.Append('[').Append(frame.Index.ToString(CultureInfo.InvariantCulture)).Append(']');
            }
            else if (frame.Name.Length > 0)
            {
                if (path.Length > 0) path.Append('.');
                path.Append(frame.Name);
            }
        }

        return path.ToString();
    }

    private sealed class Frame(bool isArray)
    {
        public bool IsArray { get; } = isArray;

        public int Index { get; set; } = -1;

        public string Name { get; set; } = "";
    }
}
