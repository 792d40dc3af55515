using System.ComponentModel.DataAnnotations;
using Haggle.Core.Chats;
using Haggle.Core.Idempotency;
using Haggle.Core.Keys;
using Haggle.Core.Listings;
using Haggle.Core.Messages;
using Haggle.Core.Moderation;
using Haggle.Core.Outbox;
using Haggle.Core.People;
using Haggle.Core.Receipts;
using Haggle.Core.Trade;
using Haggle.Realtime.Nodes;
using Haggle.Storage.Migrations;
using Haggle.Storage.PostgreSql;
using Haggle.Storage.Relational;
using Haggle.Storage.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Haggle.Storage;

/// <summary>Puts the ports of Core on a database.</summary>
public static class StorageServices
{
    /// <summary>All storage ports, <see cref="IMigrations"/> and <see cref="IStorageHealth"/>; nothing is opened before it is used, and no migration runs by itself.</summary>
    /// <exception cref="ValidationException">An option is out of its range.</exception>
    /// <exception cref="FormatException">The database's address cannot be understood. The message holds no password.</exception>
    public static IServiceCollection AddStorage(this IServiceCollection services, StorageOptions options)
    {
        Validator.ValidateObject(options, new ValidationContext(options), validateAllProperties: true);
        services.TryAddSingleton(TimeProvider.System);
        if (options.DatabaseUrl is { } url)
            services.AddPostgres(url, options);
        else
            services.AddSqlite(options);
        return services
            .AddSingleton<IPeople, People>()
            .AddSingleton<IAccounts, Accounts>()
            .AddSingleton<ISessions, Sessions>()
            .AddSingleton<IChats, Chats>()
            .AddSingleton<IAudiences>(provider => provider.GetRequiredService<IChats>())
            .AddSingleton<IAssignments>(provider => (IAssignments)provider.GetRequiredService<IChats>())
            .AddSingleton<IMessages, Messages>()
            .AddSingleton<IListings, Listings>()
            .AddSingleton<IBlocks, Blocks>()
            .AddSingleton<IPairs, Pairs>()
            .AddSingleton<ITraders, Traders>()
            .AddSingleton<IServerKeys, ServerKeys>()
            .AddSingleton<IAnswers, Answers>()
            .AddSingleton<IHearsay, Hearsay>()
            .AddSingleton<IOutbox, Outbox>()
            .AddSingleton<INews, News>()
            .AddSingleton<IStorageHealth, StorageHealthCheck>()
            .AddSingleton(provider => (IStorageLoad)provider.GetRequiredService<IMessageLog>())
            .AddSingleton<IMigrations>(provider =>
            {
                var database = provider.GetRequiredService<Database>();
                return new MigrationRunner(database, MigrationScript.All(database.SchemaFolder), provider.GetRequiredService<TimeProvider>());
            });
    }

    private static void AddPostgres(this IServiceCollection services, string url, StorageOptions options)
    {
        _ = PostgresUrl.Parse(url); // a wrong address stops the start, not the first request
        services
            .AddSingleton(_ => new PostgresDatabase(url, options.PoolSize))
            .AddSingleton<Database>(provider => provider.GetRequiredService<PostgresDatabase>())
            .AddSingleton<IReceipts, PostgresReceipts>()
            .AddSingleton<IMessageLog>(provider => ActivatorUtilities.CreateInstance<PostgresMessageLog>(provider, options.Writers, options.QueueLength));
    }

    private static void AddSqlite(this IServiceCollection services, StorageOptions options)
        => services
            .AddSingleton(_ => new SqliteDatabase(options.SqlitePath, options.QueueLength))
            .AddSingleton<Database>(provider => provider.GetRequiredService<SqliteDatabase>())
            .AddSingleton<IReceipts, Receipts>()
            .AddSingleton<IMessageLog, SqliteMessageLog>();
}
