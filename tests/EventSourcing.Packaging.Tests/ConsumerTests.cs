namespace EventSourcing.Packaging.Tests;

/// <summary>Projects that know nothing but the packages: they restore, build without a warning, run, and are told what is wrong.</summary>
public sealed class ConsumerTests
{
    private const string Expected = """
        opened at version 1 with 100
        withdrew 30, 70 left
        absent: True
        as of version 1: 100
        as of then: 100
        refused: insufficient funds
        not found: AggregateNotFoundException
        feed: account-opened, money-withdrawn
        catalog: account-opened v1, money-deposited v1, money-withdrawn v2

        """;

    [Test]
    public async Task One_assembly_runs_on_the_jit_and_natively()
    {
        var folder = Workspace.Prepare("OneAssembly");

        var jit = await Dotnet.RunAsync(folder, "run", "--project", "Banking.csproj", "--", "jit.db");
        jit.ThrowIfFailed();
        Assert.That(jit.Output, Is.EqualTo(Expected));

        await AssertRunsNativelyAsync(folder, "Banking", Expected);
    }

    [Test]
    public async Task A_service_on_PostgreSQL_runs_on_the_jit_and_natively()
    {
        const string Served = """
            opened at version 1 with 100
            withdrew 30, 70 left
            absent: True
            as of version 1: 100
            refused: NoStream at version 2
            together: versions 3, 1
            refused: transferred before
            feed: 1 account-opened, 2 money-withdrawn, 3 money-deposited, 4 account-opened
            refused: Archived
            locked with token 1; again: False
            schema: True

            """;
        var folder = Workspace.Prepare("Server");
        File.Copy(Path.Combine(Workspace.Prepare("OneAssembly", "Banked"), "Banking.cs"), Path.Combine(folder, "Banking.cs"), overwrite: true);
        await using var server = await PostgreSql.Tests.PostgreSqlServer.CreateAsync(durable: false);

        var jit = await Dotnet.RunAsync(folder, "run", "--", (await server.CreateDatabaseAsync()).ConnectionString);
        jit.ThrowIfFailed();
        Assert.That(jit.Output, Is.EqualTo(Served));

        await AssertRunsNativelyAsync(folder, "Server", Served, (await server.CreateDatabaseAsync()).ConnectionString);
    }

    [Test]
    public async Task A_host_with_a_projection_runs_on_the_jit_and_natively()
    {
        const string Hosted = """
            balance of Alice: 70
            handled: 2
            health: Healthy
            stopped

            """;
        var folder = Workspace.Prepare("Hosted");

        var jit = await Dotnet.RunAsync(folder, "run", "--", "jit.db");
        jit.ThrowIfFailed();
        Assert.That(jit.Output, Is.EqualTo(Hosted));

        await AssertRunsNativelyAsync(folder, "Hosted", Hosted);
    }

    [Test]
    public async Task Events_aggregates_and_host_in_three_assemblies_run_on_the_jit_and_natively()
    {
        var folder = Workspace.Prepare("ThreeAssemblies");

        var jit = await Dotnet.RunAsync(folder, "run", "--project", "Banking.Host/Banking.Host.csproj", "--", "jit.db");
        jit.ThrowIfFailed();
        Assert.That(jit.Output, Is.EqualTo(Expected));

        await AssertRunsNativelyAsync(Path.Combine(folder, "Banking.Host"), "Banking.Host", Expected);
    }

    [Test]
    public async Task Projections_and_read_models_run_on_the_jit_and_natively()
    {
        const string Projected = """
            projections: account-balances@1, totals@1
            tables: account_balance(id owner balance kind bookings changes last_at), total(id withdrawn runs)
            Alice: 69.50 Small of 100@1 -30@2 -0.50@3, at True
            small: 2
            total: 61.00 in 2 runs

            """;
        var folder = Workspace.Prepare("Projected");
        File.Copy(Path.Combine(Workspace.Prepare("OneAssembly", "ForProjections"), "Banking.cs"), Path.Combine(folder, "Banking.cs"), overwrite: true);

        var jit = await Dotnet.RunAsync(folder, "run", "--", "jit.db");
        jit.ThrowIfFailed();
        Assert.That(jit.Output, Is.EqualTo(Projected));

        await AssertRunsNativelyAsync(folder, "Projected", Projected);
    }

    [Test]
    public async Task Every_shape_of_type_runs_under_the_strictest_checks()
    {
        const string Shapes = """
            tank 3
            nested 42
            keyword used
            press P5 1 00:02:00
            door DoorState { IsLocked = True, Turns = 1 }
            door-turned v4, keyword-used v1, machine-started v1, machine-stopped v1, tank-filled v1, value-recorded v1

            """;
        var folder = Workspace.Prepare("Reach");

        var build = await Dotnet.RunAsync(folder, "build", "--nologo");
        build.ThrowIfFailed();
        Assert.That(build.Output, Does.Contain("0 Warning(s)"));

        var jit = await Dotnet.RunAsync(folder, "run", "--no-build");
        jit.ThrowIfFailed();
        Assert.That(jit.Output, Is.EqualTo(Shapes));

        await AssertRunsNativelyAsync(folder, "Reach", Shapes);
    }

    [Test]
    public async Task Events_of_every_shape_are_the_same_bytes_on_the_jit_and_natively()
    {
        var folder = Workspace.Prepare("Json");
        var tests = Path.Combine(Workspace.Repository, "tests", "EventSourcing.Generated.Tests");
        foreach (var file in new[] { "Samples/JsonEvents.cs", "Samples/MoreJsonEvents.cs", "Samples/PolymorphicEvents.cs", "Samples/ValueEvents.cs", "Json/Zoo.cs" })
            File.Copy(Path.Combine(tests, file), Path.Combine(folder, Path.GetFileName(file)));

        var jit = await Dotnet.RunAsync(folder, "run");
        jit.ThrowIfFailed();
        var lines = jit.Output.TrimEnd().Split('\n');
        Assert.That(lines, Has.Length.GreaterThanOrEqualTo(40));
        Assert.That(lines.Where(line => !line.EndsWith(" same", StringComparison.Ordinal)), Is.Empty);

        await AssertRunsNativelyAsync(folder, "Json", jit.Output);
    }

    [Test]
    public async Task Mistakes_are_reported_where_they_are()
    {
        var folder = Workspace.Prepare("Mistakes");

        var build = await Dotnet.RunAsync(folder, "build", "--nologo");

        Assert.That(build.ExitCode, Is.Not.Zero);
        foreach (var expected in new[] { "Mistakes.cs(6,22): error ESG0101", "Mistakes.cs(9,40): error ESG0202", "Mistakes.cs(11,21): error ESG0001" })
            Assert.That(build.Output, Does.Contain(expected));
    }

    [Test]
    public async Task A_preset_switches_rules_for_a_whole_project()
    {
        var folder = Workspace.Prepare("Mistakes");

        var none = await Dotnet.RunAsync(folder, "build", "--nologo", "-p:EventSourcingRules=none");
        Assert.That(none.Output, Does.Not.Contain("ESG0"));

        var unknown = await Dotnet.RunAsync(folder, "build", "--nologo", "-p:EventSourcingRules=nonesuch");
        Assert.That(unknown.ExitCode, Is.Not.Zero);
        Assert.That(unknown.Output, Does.Contain("nonesuch.editorconfig"));
    }

    private static async Task AssertRunsNativelyAsync(string folder, string name, string expected, params string[] arguments)
    {
        var publish = await Dotnet.RunAsync(folder, "publish", $"{name}.csproj", "-c", "Release", "-o", "native", "--nologo");
        publish.ThrowIfFailed();
        Assert.That(publish.Output, Does.Not.Contain("warning"));

        var native = await Dotnet.StartAsync(Path.Combine(folder, "native", name), folder, arguments is [] ? ["native.db"] : arguments);
        native.ThrowIfFailed();
        Assert.That(native.Output, Is.EqualTo(expected));
    }
}
