using CsCheck;
using EventSourcing.Compiler;

namespace EventSourcing.Generators.Tests.Lock;

/// <summary>Locks of any content, and shapes with anything changed in them.</summary>
internal static class RandomLocks
{
    /// <summary>The scalars.</summary>
    public static string[] ScalarNames { get; } =
    [
        "bool", "string", "char", "guid", "date", "date-time", "time-span", "uri", "bytes", "json",
        "int8", "uint8", "int16", "uint16", "int32", "uint32", "int64", "uint64", "int128", "uint128", "decimal", "float16", "float32", "float64",
    ];

    private static readonly string[] TypeNames = ["Line", "Money", "@money", "Node-2"];
    private static readonly string[] EnumNames = ["Status", "Kind"];

    private static readonly Gen<string> Name = Pick("a", "b", "note", "größe", "with \"quotes\"", "back\\slash", "line\nend", "\u2028", "// no comment", "*/", "emoji \ud83d\ude00", "%3B;$(X)@(Y)", "");

    private static readonly Gen<string?> Default = Pick<string?>(null, null, null, "null", "0", "1.50", "-7", "true", "computed", "default", "'it''s = x'", "''", "1E+20");

    private static readonly Gen<LockedValue> Leaf = Gen.Select(Gen.Int[0, 9], Pick(ScalarNames), Pick(TypeNames), Pick(EnumNames), Gen.Bool, LockedValue (kind, scalar, type, named, isNullable) => kind switch
    {
        < 6 => new ScalarValue(scalar, isNullable),
        < 8 => new NamedValue(type, isNullable),
        8 => new NamedValue(named, isNullable),
        _ => new ConvertedValue("MoneyConverter", isNullable),
    });

    private static readonly Gen<LockedValue> Value = Gen.Select(Leaf, Leaf, Gen.Int[0, 7], Gen.Bool, LockedValue (leaf, key, kind, isNullable) => kind switch
    {
        0 => new ListValue(leaf, isNullable),
        1 => new MapValue(key with { IsNullable = false }, leaf, isNullable),
        2 => new ListValue(new ListValue(leaf, isNullable), false),
        _ => leaf,
    });

    public static Gen<LockedMember> Member { get; } = Gen.Select(Value, Default, (value, literal) => new LockedMember(value, literal));

    private static readonly Gen<Dictionary<string, LockedMember>> Members = Gen.Dictionary(Name, Member)[0, 5];

    private static readonly Gen<LockedEnum> Enum = Gen.Select(Pick("names", "int32", "uint8", "int64"), Gen.Dictionary(Pick("Red", "Green", "Blue"), Gen.Int[0, 3])[0, 3], (underlying, values) =>
    {
        var made = new LockedEnum(underlying);
        foreach (var (name, number) in values) made.Values[name] = number.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return made;
    });

    public static Gen<LockedShape> Shape { get; } = Gen.Select(Members, Members.Array[TypeNames.Length], Enum.Array[EnumNames.Length], Gen.Bool, (members, types, enums, hasUnion) =>
    {
        var shape = new LockedShape();
        foreach (var (name, member) in members) shape.Members[name] = member;
        for (var i = 0; i < types.Length; i++)
        {
            var made = new LockedObject();
            foreach (var (name, member) in types[i]) made.Members[name] = member;
            shape.Types.Add(TypeNames[i], made);
        }

        for (var i = 0; i < enums.Length; i++) shape.Types.Add(EnumNames[i], enums[i]);
        if (!hasUnion) return shape;
        var union = new LockedUnion("$type");
        union.Cases.Add(LockedUnion.Plain, "Money");
        union.Cases.Add(LockedUnion.CaseOf(1), "Line");
        union.Cases.Add(LockedUnion.CaseOf("#line"), "Node-2");
        shape.Types["Line"] = union;
        return shape;
    });

    public static Gen<EventsLock> Lock { get; } = Gen.Dictionary(Name, Gen.Select(Gen.Dictionary(Gen.Int[1, 30], Shape)[1, 3], Name.Array[0, 3]))[0, 4].Select(events =>
    {
        var made = new EventsLock();
        foreach (var (name, (versions, aliases)) in events)
        {
            var locked = new LockedEvent();
            locked.Aliases.UnionWith(aliases);
            foreach (var (version, shape) in versions) locked.Versions[version] = shape;
            made.Events[name] = locked;
        }

        return made;
    });

    /// <summary>A shape with one member of the event or of one of its types changed, added or taken away.</summary>
    public static Gen<LockedShape> Changed(LockedShape shape) => Gen.Select(Name, Member, Gen.Int[0, 6], Gen.Int[0, 8], Enum, (name, member, place, how, locked) =>
    {
        var changed = Copy(shape);
        if (place == 0)
        {
            changed.Types[EnumNames[how % 2]] = locked;
            return changed;
        }

        var members = place < TypeNames.Length && changed.Types[TypeNames[place]] is LockedObject o ? o.Members : changed.Members;
        if (how == 0) members.Remove(name);
        else if (how < 4 && members.TryGetValue(name, out var old)) members[name] = Nudge(old, how);
        else if (members.Count == 0 || how < 6) members[name] = member;
        else members[members.Keys.First()] = Nudge(members.Values.First(), how);
        return changed;
    });

    /// <summary>One of these.</summary>
    public static Gen<T> Pick<T>(params T[] items) => Gen.Int[0, items.Length - 1].Select(i => items[i]);

    private static LockedMember Nudge(LockedMember member, int how) => how switch
    {
        1 => member with { Type = member.Type with { IsNullable = !member.Type.IsNullable } },
        2 => member with { Default = member.Default is null ? "null" : null },
        3 => member with { Default = member.Default is null ? null : "computed" },
        6 => member with { Type = new ScalarValue("string", member.Type.IsNullable) },
        7 => member with { Type = new ScalarValue("json", true) },
        _ => member with { Type = member.Type is ScalarValue { Name: "int8" or "uint8" or "int16" or "int32" } small ? small with { Name = "int64" } : new ScalarValue("int32", member.Type.IsNullable) },
    };

    private static LockedShape Copy(LockedShape shape)
    {
        var copy = new LockedShape();
        foreach (var (name, member) in shape.Members) copy.Members.Add(name, member);
        foreach (var (name, type) in shape.Types)
        {
            if (type is not LockedObject members)
            {
                copy.Types.Add(name, type);
                continue;
            }

            var made = new LockedObject();
            foreach (var (key, member) in members.Members) made.Members.Add(key, member);
            copy.Types.Add(name, made);
        }

        return copy;
    }
}
