using System.Globalization;
using System.Text.RegularExpressions;
using Haggle.Core.Chats;
using Haggle.Core.Messages;
using Haggle.Core.Trade;
using Haggle.Storage.Relational;
using Npgsql;

namespace Haggle.Storage.Tests.PostgreSql;

/// <summary>The plans of the lists of everybody's, which anybody may ask for where people's word is taken, made when there is next to nothing in the tables.</summary>
public sealed partial class PairPlanTests(PostgresMarket market) : IClassFixture<PostgresMarket>
{
    private const int Most = 7, Limit = 2;

    private static readonly CancellationToken None = CancellationToken.None;

    public static TheoryData<string, string, int> Statements => new()
    {
        { "Index Scan Backward using messages_id on messages", Pairs.NewestMessages, Limit },
        { "Index Scan Backward using messages_id on messages", Pairs.CountMessages, Most },
        { "Index Only Scan Backward using chat_names_shown on chat_names", Pairs.NewestChats, Limit },
        { "Index Only Scan using chat_names_shown on chat_names", Pairs.CountChats, Most },
    };

    [Theory]
    [MemberData(nameof(Statements))]
    public async Task A_page_goes_along_an_index_and_reads_no_more_rows_than_a_list_goes_back(string scan, string statement, int rows)
    {
        await FillAsync(inPairs: true);
        var plan = await PlanAsync(statement);
        Assert.DoesNotContain("Seq Scan", plan, StringComparison.Ordinal);
        Assert.Equal(rows, RowsOf(plan, scan));
    }

    [Fact]
    public async Task However_much_is_said_in_other_chats_a_page_reads_no_more_rows_than_a_list_goes_back()
    {
        await FillAsync(inPairs: false);
        Assert.Equal(Most, RowsOf(await PlanAsync(Pairs.NewestMessages), "Index Scan Backward using messages_id on messages"));
    }

    /// <summary>More than a list goes back, and the newest of it in pairs, or none of it.</summary>
    private async Task FillAsync(bool inPairs)
    {
        var (buyer, seller) = (await market.PersonAsync("Buyer"), await market.PersonAsync("Seller"));
        for (var number = 0; number < 4 * Most; number++)
        {
            var chat = inPairs ? await market.ListingChatAsync(buyer, seller, $"{Guid.NewGuid()}") : await market.GroupAsync(buyer, seller);
            if (inPairs)
                await market.Get<IPairs>().FindManyAsync([chat.Id], () => $"{Guid.NewGuid()}", None);
            await market.SayAsync(chat, buyer, "one");
        }
    }

    private async Task<string> PlanAsync(string statement)
    {
        foreach (var (name, place) in new[] { ("@most", "$1"), ("@limit", "$2"), ("@offset", "$3") })
            statement = statement.Replace(name, place, StringComparison.Ordinal);
        await using var database = new Haggle.Storage.PostgreSql.PostgresDatabase(market.Database.Url, poolSize: 1);
        await using var connection = await database.Source.OpenConnectionAsync(None);
        foreach (var preparation in new[] { "VACUUM ANALYZE", "SET plan_cache_mode = force_generic_plan", $"PREPARE one (bigint, bigint, bigint) AS {statement}" })
        {
            await using var command = new NpgsqlCommand(preparation, connection);
            await command.ExecuteNonQueryAsync(None);
        }

        await using var explain = new NpgsqlCommand($"EXPLAIN (ANALYZE, COSTS off, TIMING off, SUMMARY off) EXECUTE one ({Most}, {Limit}, 0)", connection);
        await using var reader = await explain.ExecuteReaderAsync(None);
        var plan = new List<string>();
        while (await reader.ReadAsync(None))
            plan.Add(reader.GetString(0));
        return string.Join('\n', plan);
    }

    private static int RowsOf(string plan, string scan)
    {
        var line = Assert.Single(plan.Split('\n'), line => line.Contains(scan, StringComparison.Ordinal));
        return (int)double.Parse(Rows().Match(line).Groups[1].Value, CultureInfo.InvariantCulture);
    }

    [GeneratedRegex(@"rows=([\d.]+)")]
    private static partial Regex Rows();
}
