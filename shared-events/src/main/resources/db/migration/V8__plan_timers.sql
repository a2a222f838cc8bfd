-- When plans have to be looked at, as db-scheduler keeps it: a row for each end that a plan was ever said to have and that is not past.
CREATE TABLE plan_timer (
    task_name            text        NOT NULL,
    task_instance        text        NOT NULL,
    task_data            bytea,
    execution_time       timestamptz NOT NULL,
    picked               boolean     NOT NULL,
    picked_by            text,
    last_success         timestamptz,
    last_failure         timestamptz,
    consecutive_failures integer,
    last_heartbeat       timestamptz,
    version              bigint      NOT NULL,
    priority             smallint,
    PRIMARY KEY (task_name, task_instance)
);

CREATE INDEX plan_timer_due ON plan_timer (execution_time);
CREATE INDEX plan_timer_alive ON plan_timer (last_heartbeat);
