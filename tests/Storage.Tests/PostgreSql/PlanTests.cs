using Haggle.Core.Messages;
using Haggle.Storage.PostgreSql;
using Haggle.Storage.Relational;
using Npgsql;

namespace Haggle.Storage.Tests.PostgreSql;

/// <summary>The plans of statements that must not become slower while a database grows, made at the worst moment: analysed with next to nothing in it.</summary>
public sealed class PlanTests(PostgresMarket market) : IClassFixture<PostgresMarket>
{
    private static readonly CancellationToken None = CancellationToken.None;

    public static TheoryData<string, string> Statements => new()
    {
        { "page before", Messages.PageBefore },
        { "page after", Messages.PageAfter },
        { "quotes", PageExtras.OfChat.Split(';')[0] },
        { "reactions", PageExtras.OfChat.Split(';')[1] },
    };

    [Theory]
    [MemberData(nameof(Statements))]
    public async Task A_part_of_a_chat_is_read_along_an_index_and_messages_are_not_sorted(string which, string statement)
    {
        var (olga, ivan) = (await market.PersonAsync("Olga"), await market.PersonAsync("Ivan"));
        var chat = await market.DirectAsync(olga, ivan);
        var message = await market.SayAsync(chat, olga, "one");
        await market.ChangeAsync(message, ivan, new MessageChange.Reacted("🎉"));
        await market.ChangeAsync(message, ivan, new MessageChange.Hidden());

        await using var database = new Haggle.Storage.PostgreSql.PostgresDatabase(market.Database.Url, poolSize: 1);
        var plan = await PlanAsync(database, statement);
        Assert.True(!plan.Contains("Seq Scan", StringComparison.Ordinal), $"{which}:\n{plan}");
        Assert.True(!plan.Contains("Sort Key: m", StringComparison.Ordinal), $"{which}:\n{plan}");
        Assert.True(plan.Split('\n').Count(line => line.Contains("Index Cond: ", StringComparison.Ordinal)) == plan.Split(" on ").Length - 1, $"{which}:\n{plan}");
    }

    private static async Task<string> PlanAsync(Haggle.Storage.PostgreSql.PostgresDatabase database, string statement)
    {
        foreach (var (name, place) in new[] { ("@chat", "$1"), ("@viewer", "$2"), ("@seqs", "$5"), ("@seq", "$3"), ("@limit", "$4"), ("@quoted", "$5") })
            statement = statement.Replace(name, place, StringComparison.Ordinal);
        await using var connection = await database.Source.OpenConnectionAsync(None);
        foreach (var preparation in new[] { "ANALYZE", "SET plan_cache_mode = force_generic_plan", $"PREPARE one (bigint, bigint, bigint, bigint, bigint[]) AS {statement}" })
        {
            await using var command = new NpgsqlCommand(preparation, connection);
            await command.ExecuteNonQueryAsync(None);
        }

        await using var explain = new NpgsqlCommand("EXPLAIN (COSTS off) EXECUTE one (1, 2, 3, 4, ARRAY[5])", connection);
        await using var reader = await explain.ExecuteReaderAsync(None);
        var plan = new List<string>();
        while (await reader.ReadAsync(None))
            plan.Add(reader.GetString(0));
        return string.Join('\n', plan);
    }
}
